// Events of other back ends: each counted once, whoever sends it however often.
import { randomUUID } from 'node:crypto';
import { startTestApp, type TestApp } from '../support/app.ts';
import { createPerson, type Person } from '../support/people.ts';
import { createService, type Service } from '../support/services.ts';
import { createPersonElsewhere } from '../support/tenants.ts';
import { rowsOf, run, runAsOwner } from '../support/work.ts';

let app: TestApp;
let service: Service;
let person: Person;
beforeAll(async () => {
  app = await startTestApp();
  service = await createService(app, ['stats:write', 'events:write']);
});
afterAll(() => app?.close());
beforeEach(async () => {
  person = await createPerson(app);
});

interface Event {
  id: string;
  type: string;
  userId: string;
  at: string;
  count?: number;
}
const event = (type: string, more: Partial<Event> = {}): Event => ({
  id: randomUUID(),
  type,
  userId: person.id,
  at: new Date().toISOString(),
  ...more,
});
const post = (events: readonly object[]) => app.http.post('/api/v1/internal/events').set(service.auth).send({ events });
const tell = async (...events: readonly object[]) => (await post(events).expect(200)).body.data;

async function numbersOf({ id }: Person = person) {
  const [row] = await rowsOf<{
    posts_count: number;
    likes_received: number;
    comments_count: number;
    followers_count: number;
    following_count: number;
    last_active_at: Date | null;
  }>(app, 'select * from profile_stats where user_id = $1', [id]);
  return row;
}

it.each([
  ['post.created', 'post.deleted', 'posts_count'],
  ['like.received', 'like.withdrawn', 'likes_received'],
  ['comment.created', 'comment.deleted', 'comments_count'],
  ['follow.gained', 'follow.lost', 'followers_count'],
  ['follow.started', 'follow.stopped', 'following_count'],
] as const)('%s adds, %s takes away, never below zero', async (more, less, column) => {
  expect(await tell(event(more), event(more, { count: 5 }))).toEqual({ applied: 2, duplicates: 0, rejected: [] });
  await tell(event(less, { count: 2 }));
  const {
    last_active_at,
    user_id,
    tenant_id,
    [column]: number,
    ...others
  } = { user_id: '', tenant_id: '', ...(await numbersOf()) };
  expect([number, last_active_at]).toEqual([4, null]);
  expect(Object.values(others)).toEqual([0, 0, 0, 0]);
  await tell(event(less, { count: 100 }));
  expect((await numbersOf())?.[column]).toBe(0);
  await tell(event(more));
  expect((await numbersOf())?.[column]).toBe(1);
});

it('sums a batch up before zero is looked at, in whatever order it comes', async () => {
  await tell(event('post.deleted'), event('post.created'), event('post.created'));
  expect((await numbersOf())?.posts_count).toBe(1);
});

it('the last activity is the latest one', async () => {
  const at = (minutes: number) => new Date(Date.now() - minutes * 60_000).toISOString();
  await tell(
    event('user.active', { at: at(30) }),
    event('user.active', { at: at(10) }),
    event('user.active', { at: at(20) }),
  );
  const latest = (await numbersOf())?.last_active_at?.getTime() ?? 0;
  await tell(event('user.active', { at: at(60) }), event('post.created', { at: at(1) }));
  expect((await numbersOf())?.last_active_at?.getTime()).toBe(latest);
  expect(Math.abs(latest - Date.parse(at(10)))).toBeLessThan(60_000);
  expect((await numbersOf())?.posts_count).toBe(1);
});

describe('an event that comes again', () => {
  it('counts once, within a batch and after it', async () => {
    const one = event('like.received', { count: 3 });
    expect(await tell(one, one, { ...one, count: 9 })).toEqual({ applied: 1, duplicates: 2, rejected: [] });
    expect(await tell(one)).toEqual({ applied: 0, duplicates: 1, rejected: [] });
    expect((await numbersOf())?.likes_received).toBe(3);
  });

  it('counts once when the batch is sent many times at once', async () => {
    const others = await Promise.all(Array.from({ length: 5 }, () => createPerson(app)));
    const people = [person, ...others];
    const batch = people.flatMap(({ id }) => [
      event('post.created', { userId: id }),
      event('follow.gained', { userId: id, count: 2 }),
    ]);
    const shuffled = Array.from({ length: 12 }, (_, turn) =>
      batch.map((_event, at) => batch[(at * 5 + turn) % batch.length] ?? {}),
    );
    const receipts = await Promise.all(shuffled.map((events) => tell(...events)));
    expect(receipts.reduce((sum, { applied }) => sum + applied, 0)).toBe(batch.length);
    expect(receipts.reduce((sum, { duplicates }) => sum + duplicates, 0)).toBe(batch.length * 11);
    for (const one of people) expect(await numbersOf(one)).toMatchObject({ posts_count: 1, followers_count: 2 });
  });

  it('is another tenant’s own when it has the same id', async () => {
    const elsewhere = await createPersonElsewhere(app, { roles: ['user', 'admin'] });
    const theirs = await createService(app, ['events:write'], elsewhere);
    const one = event('post.created');
    await tell(one);
    const { body } = await app.http
      .post('/api/v1/internal/events')
      .set(theirs.auth)
      .send({ events: [{ ...one, userId: elsewhere.id }] })
      .expect(200);
    expect(body.data.applied).toBe(1);
  });
});

it('a hundred parallel increments sum up exactly', async () => {
  const batches = Array.from({ length: 100 }, (_, at) => [
    event('like.received', { count: at + 1 }),
    event('post.created'),
    event('user.active'),
  ]);
  const replies = await Promise.all(batches.map((events) => post(events)));
  expect(replies.map(({ status }) => status)).toEqual(Array(100).fill(200));
  expect(await numbersOf()).toMatchObject({ posts_count: 100, likes_received: 5050 });
});

it('batches that touch the same people in different orders do not fail', async () => {
  const people = await Promise.all(Array.from({ length: 8 }, () => createPerson(app)));
  const replies = await Promise.all(
    Array.from({ length: 30 }, (_, turn) => {
      const order = turn % 2 ? people : people.toReversed();
      return post(order.map(({ id }) => event('comment.created', { userId: id })));
    }),
  );
  expect(replies.map(({ status }) => status)).toEqual(Array(30).fill(200));
  for (const one of people) expect((await numbersOf(one))?.comments_count).toBe(30);
});

describe('what cannot be counted is named, and the rest is counted', () => {
  it('unknown people, another tenant’s included', async () => {
    const elsewhere = await createPersonElsewhere(app);
    const unknown = [event('post.created', { userId: randomUUID() }), event('post.created', { userId: elsewhere.id })];
    expect(await tell(...unknown, event('post.created'))).toEqual({
      applied: 1,
      duplicates: 0,
      rejected: unknown.map(({ id }) => ({ id, code: 'UNKNOWN_USER' })),
    });
    expect(await numbersOf(elsewhere)).toBeUndefined();
    expect((await numbersOf())?.posts_count).toBe(1);
  });

  it('and they may be sent again once the person is there', async () => {
    const userId = randomUUID();
    const early = event('post.created', { userId });
    expect((await tell(early)).rejected).toHaveLength(1);
    await run(
      app,
      `insert into users (id, tenant_id, email, email_key, password_hash) select $1, tenant_id, $2, $2, '' from users where id = $3`,
      [userId, `${userId}@example.com`, person.id],
    );
    expect(await tell(early)).toEqual({ applied: 1, duplicates: 0, rejected: [] });
  });

  it('events too old to be told from a repetition, and events of the future', async () => {
    const day = 86_400_000;
    const old = event('post.created', { at: new Date(Date.now() - 31 * day).toISOString() });
    const ahead = event('user.active', { at: new Date(Date.now() + day).toISOString() });
    const late = event('post.created', { at: new Date(Date.now() - 29 * day).toISOString() });
    expect(await tell(old, ahead, late)).toEqual({
      applied: 1,
      duplicates: 0,
      rejected: [
        { id: old.id, code: 'TOO_OLD' },
        { id: ahead.id, code: 'IN_FUTURE' },
      ],
    });
    expect(await numbersOf()).toMatchObject({ posts_count: 1, last_active_at: null });
  });
});

describe('a batch', () => {
  const batch = (size: number) =>
    Array.from({ length: size }, (_, at) =>
      event('post.created', { id: `${randomUUID()}:${'x'.repeat(60)}:${at % 10}`, count: 1 }),
    );

  it('may hold a thousand events', async () => {
    expect(await tell(...batch(1_000))).toEqual({ applied: 1_000, duplicates: 0, rejected: [] });
    expect((await numbersOf())?.posts_count).toBe(1_000);
  });

  it('of more is refused whole', async () => {
    const reply = await post(batch(1_001)).expect(400);
    expect(reply.body).toMatchObject({ code: 'VALIDATION_FAILED', details: [{ path: 'events' }] });
    await post(batch(8_000)).expect(413);
    expect(await numbersOf()).toBeUndefined();
  });

  it.each<[string, (good: Event) => object]>([
    ['an unknown type', (good) => ({ ...good, type: 'post.liked' })],
    ['an id with spaces', (good) => ({ ...good, id: 'a b' })],
    ['no id', ({ id: _id, ...rest }) => rest],
    ['no moment', ({ at: _at, ...rest }) => rest],
    ['no person', (good) => ({ ...good, userId: 'ada' })],
    ['a count of zero', (good) => ({ ...good, count: 0 })],
    ['being active twice', (good) => ({ ...good, type: 'user.active', count: 2 })],
    ['a tenant', (good) => ({ ...good, tenantId: randomUUID() })],
  ])('with %s is refused whole, naming it', async (_, spoil) => {
    const reply = await post([event('post.created'), spoil(event('post.created'))]).expect(400);
    expect(reply.body.details[0].path).toMatch(/^events\.1/);
    expect(await numbersOf()).toBeUndefined();
  });

  it('without events is refused', async () => {
    await post([]).expect(400);
    await app.http.post('/api/v1/internal/events').set(service.auth).send({}).expect(400);
  });
});

it('forgets ids only when their events would be refused', async () => {
  const [young, old] = [event('post.created'), event('post.created')];
  await tell(young, old);
  await run(app, `update seen_events set seen_at = now() - interval '32 days' where id = $1`, [old.id]);
  await run(app, `update seen_events set seen_at = now() - interval '30 days' where id = $1`, [young.id]);
  expect(await app.container.stats.forgetSeen()).toBe(1);
  expect(await tell(young)).toMatchObject({ applied: 0, duplicates: 1 });
});

it('tells every process that the person’s profile has changed', async () => {
  const other = await startTestApp({ beside: app });
  try {
    const heard: string[] = [];
    other.container.changes.subscribe({ changed: (topic) => heard.push(topic), gap() {} });
    await tell(event('post.created'));
    await app.http
      .put(`/api/v1/internal/users/${person.id}/stats`)
      .set(service.auth)
      .send({ postsCount: 7 })
      .expect(200);
    const deadline = Date.now() + 5_000;
    const about = () => heard.filter((topic) => topic.startsWith('profile:') && topic.endsWith(`/${person.id}`));
    while (about().length < 2 && Date.now() < deadline) await new Promise((resolve) => setTimeout(resolve, 20));
    expect(about().length).toBeGreaterThanOrEqual(2);
  } finally {
    await other.close();
  }
});

it('needs a service token', async () => {
  const body = { events: [event('post.created')] };
  await app.http.post('/api/v1/internal/events').send(body).expect(401);
  await app.http.post('/api/v1/internal/events').set(person.auth).send(body).expect(403);
});

it('counts once although the database goes away while it commits', async () => {
  const lost = event('like.received', { count: 3 });
  await runAsOwner(
    app,
    `create function public.hang_up() returns trigger language plpgsql security definer as $$ begin
       perform pg_terminate_backend(pg_backend_pid()); return null; end $$;
     create constraint trigger hang_up after insert on seen_events deferrable initially deferred
       for each row execute function public.hang_up()`,
  );
  expect((await post([lost])).status).toBe(503);
  await runAsOwner(app, 'drop trigger hang_up on seen_events; drop function public.hang_up()');
  expect(await tell(lost, lost)).toEqual({ applied: 1, duplicates: 1, rejected: [] });
  expect((await numbersOf())?.likes_received).toBe(3);
});
