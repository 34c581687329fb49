// Completeness: reachable, honest, and in step with the profile.
import type { FieldName } from '../../src/profiles/index.ts';
import { startTestApp, type TestApp } from '../support/app.ts';
import { upload } from '../support/avatars.ts';
import { createPerson, type Person } from '../support/people.ts';
import { rowsOf, workDone } from '../support/work.ts';

describe('over HTTP', () => {
  let app: TestApp;
  let person: Person;
  beforeAll(async () => {
    app = await startTestApp({ workers: true });
    person = await createPerson(app);
  });
  afterAll(() => app?.close());

  const read = async () => (await app.http.get('/api/v1/profile/completeness').set(person.auth).expect(200)).body.data;
  const stored = async () =>
    (await app.http.get('/api/v1/profile').set(person.auth).expect(200)).body.data.completeness;
  const values: Partial<Record<FieldName, unknown>> = {
    handle: 'steady-climber',
    displayName: 'Ada',
    headline: 'Headline',
    bio: 'Bio',
    location: 'London',
    socialLinks: { github: 'https://github.com/ada' },
    interests: ['engines'],
    skills: ['sums'],
  };

  it('following the next steps, the most valuable first, leads to 100, and the stored score follows', async () => {
    // Fields that nobody else sees count as much.
    await app.http
      .put('/api/v1/profile/privacy')
      .set(person.auth)
      .send({ bio: 'private', avatar: 'private' })
      .expect(200);
    const scores: number[] = [];
    for (let step = await read(); step.nextSteps.length > 0; step = await read()) {
      const [{ field, gain, hint }, ...rest] = step.nextSteps;
      expect(rest.every((other: { gain: number }) => other.gain <= gain)).toBe(true);
      expect(hint.length).toBeGreaterThan(10);
      if (field === 'avatar') await upload(app, person, undefined, { wait: true });
      else
        await app.http
          .patch('/api/v1/profile')
          .set(person.auth)
          .send({ [field]: values[field as FieldName] })
          .expect(200);
      const after = await read();
      expect([field, after.score]).toEqual([field, step.score + gain]);
      await workDone(app);
      expect(await stored()).toEqual({ score: after.score, status: after.status });
      scores.push(after.score);
    }
    expect(scores.at(-1)).toBe(100);
    expect(await read()).toMatchObject({ score: 100, status: 'complete', nextSteps: [] });
  });

  it('falls back when something is cleared, and older runs never overwrite', async () => {
    const before = await read();
    await app.http.patch('/api/v1/profile').set(person.auth).send({ skills: null }).expect(200);
    await workDone(app);
    const after = await read();
    expect(after.score).toBeLessThan(before.score);
    expect(await stored()).toEqual({ score: after.score, status: after.status });
    const [row] = await rowsOf<{ version: number }>(
      app,
      'select profile_version as version from completeness_scores where user_id = $1',
      [person.id],
    );
    expect(row?.version).toBe(after.version);
  });

  it('a burst of changes ends with the score of the last', async () => {
    await Promise.all(
      Array.from({ length: 30 }, (_, index) =>
        app.http
          .patch('/api/v1/profile')
          .set(person.auth)
          .send(index % 2 ? { skills: ['sums'], interests: null } : { skills: null, interests: ['engines'] })
          .expect(200),
      ),
    );
    await workDone(app);
    const exact = await read();
    expect(await stored()).toEqual({ score: exact.score, status: exact.status });
  });
});
