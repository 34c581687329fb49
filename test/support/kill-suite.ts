// What must stay true when processes die: an acknowledged write is never lost, an effect never doubled.
// Real processes are killed at awkward moments; effects are counted by their ids.
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import sharp from 'sharp';
import { type Burst, type Client, createBurst, joinFleet, writeProfiles } from './clients.ts';
import { createFleet, type Fleet, type FleetProcess, until } from './fleet.ts';
import { quadrants } from './images.ts';
import type { RedisServer } from './redis.ts';

const crowd = 10;

/** Takes a worker long enough to be killed meanwhile: 49 megapixels that must be decoded as a whole. */
const slowPhoto = () =>
  sharp({ create: { width: 7000, height: 7000, channels: 3, background: '#c85a28' } })
    .jpeg({ progressive: true })
    .toBuffer();

function formOf(picture: Buffer): FormData {
  const form = new FormData();
  form.append('avatar', new Blob([new Uint8Array(picture)]), 'me.jpg');
  return form;
}

/** Declares the tests. With `redis` the queue is there, else in the database. */
export function describeKills(openRedis?: () => Promise<RedisServer>): void {
  let redis: RedisServer | undefined;
  let fleet: Fleet;
  let web: FleetProcess;
  let worker: FleetProcess;
  let media: FleetProcess;
  let people: Client[];
  let photo: Buffer;

  beforeAll(async () => {
    redis = await openRedis?.();
    fleet = await createFleet(redis ? { REDIS_URL: redis.url } : {});
    [web, worker, media] = await Promise.all([fleet.start('web'), fleet.start('worker'), fleet.start('worker-media')]);
    people = await Promise.all(Array.from({ length: crowd }, (_, index) => joinFleet(fleet, `Person ${index}`)));
    photo = await slowPhoto();
  }, 120_000);
  afterAll(async () => {
    await fleet.close();
    await redis?.kill();
  }, 60_000);

  const count = async (sql: string, bind: unknown[] = []) => {
    const [row] = await fleet.rows<{ count: number }>(`select count(*)::int as count from ${sql}`, bind);
    return row?.count ?? 0;
  };
  const untilAcknowledged = (burst: Burst, writes: number) =>
    until(`${writes} writes are acknowledged`, async () => burst.acknowledged.length >= writes);
  const openPromises = () => count('outbox');

  /** Until no promise is open; then everything derived must reflect the newest version of every profile. */
  async function expectSettled(): Promise<void> {
    await until('the outbox is empty', async () => (await openPromises()) === 0, 90_000);
    const behind = await fleet.rows(
      `select p.user_id, p.version, c.profile_version as scored, s.version as indexed from profiles p
       left join completeness_scores c on c.user_id = p.user_id left join search_versions s on s.id = p.user_id
       where c.profile_version is distinct from p.version or s.version is distinct from p.version`,
    );
    expect(behind).toEqual([]);
  }

  /** Every acknowledged write is in the history, once; the last one of each person is what stands in the profile. */
  async function expectKept({ acknowledged }: Burst): Promise<void> {
    expect(acknowledged.length).toBeGreaterThan(0);
    const history = await fleet.rows<{ entry: string; count: number }>(
      `select user_id || ' ' || version as entry, count(*)::int as count from activities
       where type = 'profile.updated' group by 1`,
    );
    const written = new Map(history.map((row) => [row.entry, row.count]));
    expect(acknowledged.filter(({ userId, version }) => written.get(`${userId} ${version}`) !== 1)).toEqual([]);
    const profiles = await fleet.rows<{ id: string; version: number; headline: string }>(
      'select user_id as id, version, headline from profiles',
    );
    const wrong = acknowledged.filter((write) =>
      profiles.some(
        ({ id, version, headline }) => id === write.userId && version === write.version && headline !== write.headline,
      ),
    );
    expect(wrong).toEqual([]);
  }

  const personOf = (index: number) => {
    const person = people[index];
    if (!person) throw new Error('nobody there');
    return person;
  };

  async function statusOf(person: Client): Promise<{ status: string; uploadId: string }> {
    const { body } = await person.send('GET', '/profile/avatar/status');
    return body.data as { status: string; uploadId: string };
  }

  async function upload(person: Client, picture: Buffer): Promise<string> {
    const { status, body } = await person.send('POST', '/profile/avatar', formOf(picture));
    expect(status).toBe(202);
    return (body.data as { uploadId: string }).uploadId;
  }

  const untilReady = (person: Client, timeoutMs?: number) =>
    until(
      'the picture is ready',
      async () => {
        const { status } = await statusOf(person);
        if (status !== 'ready' && status !== 'stored' && status !== 'processing') throw new Error(`it is ${status}`);
        return status === 'ready';
      },
      timeoutMs,
    );

  async function jobOf(uploadId: string): Promise<string> {
    const [row] = await fleet.rows<{ id: string }>(
      `select id from outbox where name = 'media.process-avatar' and payload ->> 'uploadId' = $1`,
      [uploadId],
    );
    if (!row) throw new Error('The photo was done before anybody could be killed');
    return row.id;
  }

  /** Resolves when a run of the job begins that is later than `after`, to the moment at which it did. */
  const beginning = (jobId: string, after = 0) =>
    until('a run begins', async () => {
      const job = await fleet.queues.all.find(({ name }) => name === 'media')?.getJob(jobId);
      return job?.processedOn !== undefined && job.processedOn > after && job.processedOn;
    });

  async function filesOf({ id }: Client): Promise<string[]> {
    const entries = await readdir(join(fleet.directory, 'storage'), { recursive: true, withFileTypes: true });
    const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
    return files.filter((path) => path.includes(id)).map((path) => path.slice(path.indexOf(id) + id.length + 1));
  }

  const publications = ({ id }: Client) => count("activities where type = 'avatar.published' and user_id = $1", [id]);
  const versionOf = async ({ send }: Client) =>
    ((await send('GET', '/profile')).body.data as { version: number }).version;

  it('does the whole job with three workers: register, verify, upload, found by a misspelt name', async () => {
    const third = await fleet.start('worker');
    const ada = await joinFleet(fleet, 'Ada Lovelace');
    expect((await ada.send('PUT', '/profile/privacy', { visibility: 'public' })).status).toBe(200);
    await upload(ada, await quadrants(300, 300).jpeg().toBuffer());
    await untilReady(ada);
    const found = await until('she is found', async () => {
      const { body } = await personOf(0).send('GET', '/profiles?q=lovelce');
      return (body.data as { id: string }[]).find(({ id }) => id === ada.id);
    });
    expect(found).toMatchObject({ displayName: 'Ada Lovelace' });
    await expectSettled();
    expect(await third.stop()).toBe(0);
  }, 60_000);

  it('loses nothing when the API is killed between commit and enqueue', async () => {
    let release: () => Promise<void>;
    if (redis) {
      await redis.kill();
      release = redis.start;
    } else release = await fleet.lockQueueTables();
    const burst = await writeProfiles(people, { writes: 20 });
    await web.kill();
    expect(burst.acknowledged).toHaveLength(20 * crowd);
    expect(await openPromises()).toBeGreaterThanOrEqual(40 * crowd);
    await release();
    web = await fleet.start('web');
    await expectKept(burst);
    await expectSettled();
    await expectKept(burst);
  }, 120_000);

  it('loses nothing when the API is killed in the middle of a burst', async () => {
    const stop = new AbortController();
    const burst = createBurst();
    const writing = writeProfiles(people, { signal: stop.signal, burst });
    await untilAcknowledged(burst, 100);
    await web.kill();
    stop.abort();
    await writing;
    web = await fleet.start('web');
    await expectSettled();
    await expectKept(burst);
  }, 120_000);

  if (openRedis) {
    it('loses nothing that Redis forgets, by FLUSHALL or by being killed, nor what comes while it is down', async () => {
      worker.freeze(); // so that everything is still to be done
      const bursts = [await writeProfiles(people, { writes: 5 })];
      await redis?.flushAll();
      bursts.push(await writeProfiles(people, { writes: 5 }));
      await redis?.kill();
      bursts.push(await writeProfiles(people, { writes: 5 }));
      await redis?.start();
      expect(await openPromises()).toBeGreaterThanOrEqual(30 * crowd);
      worker.thaw();
      await expectSettled();
      for (const burst of bursts) {
        expect(burst.acknowledged).toHaveLength(5 * crowd);
        await expectKept(burst);
      }
      expect([worker.isAlive(), media.isAlive()]).toEqual([true, true]);
    }, 120_000);

    it('stops cleanly while Redis is down', async () => {
      await redis?.kill();
      const late = await fleet.start('worker');
      expect(await Promise.all([late.stop(), worker.stop(), media.stop(), web.stop()])).toEqual([0, 0, 0, 0]);
      await redis?.start();
      [web, worker, media] = await Promise.all([
        fleet.start('web'),
        fleet.start('worker'),
        fleet.start('worker-media'),
      ]);
    }, 60_000);
  }

  it('sends each mail once when the worker is killed again and again', async () => {
    const joining = Promise.all(Array.from({ length: 12 }, (_, index) => joinFleet(fleet, `Newcomer ${index}`)));
    for (let kill = 0; kill < 3; kill++) {
      await sleep(400);
      await worker.kill();
      worker = await fleet.start('worker');
    }
    const newcomers = await joining;
    await expectSettled();
    // What is in the mail box, not what is remembered of it: whoever uses a link whose worker died is not written to again.
    for (const { email } of newcomers) {
      const mails = (await (await fetch(`${fleet.url}/dev/mail.json?to=${email}`)).json()) as object[];
      expect(mails).toHaveLength(1);
    }
  }, 120_000);

  it('counts each view once when the worker is killed again and again', async () => {
    const seen = personOf(0);
    expect((await seen.send('PUT', '/profile/privacy', { visibility: 'authenticated' })).status).toBe(200);
    const views = () =>
      count(
        `generate_series(1, (select sum(events) from analytics.profile_days where user_id = $1 and kind = 'view'))`,
        [seen.id],
      );
    const uncounted = () =>
      count(
        `analytics.events e left join analytics.watermarks w on w.tenant_id = e.tenant_id
         where e.id > coalesce(w.event_id, 0)`,
      );
    const before = await views();
    for (let round = 0; round < 3; round++) {
      for (const viewer of people.slice(1)) {
        for (let look = 0; look < 5; look++) await viewer.send('GET', `/profiles/${seen.id}`);
      }
      await worker.kill();
      worker = await fleet.start('worker');
    }
    await sleep(1_500); // the API writes views down once a second
    await until('all views are counted', async () => (await uncounted()) === 0, 60_000);
    expect((await views()) - before).toBe(3 * 5 * (crowd - 1));
    await expectSettled();
  }, 120_000);

  it('finishes a picture whose worker is killed four times, and publishes it once', async () => {
    const person = personOf(1);
    const before = await versionOf(person);
    const jobId = await jobOf(await upload(person, photo));
    let beganAt = await beginning(jobId);
    for (let kill = 0; kill < 4; kill++) {
      await media.kill();
      media = await fleet.start('worker-media');
      beganAt = await beginning(jobId, beganAt);
    }
    await untilReady(person, 60_000);
    await expectSettled();
    expect(await publications(person)).toBe(1);
    expect(await versionOf(person)).toBe(before + 1);
    const expected = [64, 128, 256, 512, 1024].flatMap((size) => [`${size}.jpg`, `${size}.webp`]);
    expect((await filesOf(person)).map((path) => path.split('/').at(-1)).sort()).toEqual(expected.sort());
  }, 180_000);

  it('is not impressed by a worker that was frozen and wakes up late', async () => {
    const person = personOf(2);
    const before = await versionOf(person);
    const jobId = await jobOf(await upload(person, photo));
    await beginning(jobId);
    const frozen = media;
    frozen.freeze();
    media = await fleet.start('worker-media');
    await untilReady(person);
    const newest = await upload(person, await quadrants(300, 300).jpeg().toBuffer());
    await until('the newer one is ready', async () => {
      const { uploadId, status } = await statusOf(person);
      return uploadId === newest && status === 'ready';
    });
    await expectSettled();
    const files = await filesOf(person);
    frozen.thaw();
    await until('the late one has ended its run', async () => frozen.log().includes(jobId), 30_000);
    await expectSettled();
    expect(await statusOf(person)).toMatchObject({ uploadId: newest, status: 'ready' });
    expect(await publications(person)).toBe(2);
    expect(await versionOf(person)).toBe(before + 2);
    expect((await filesOf(person)).sort()).toEqual(files.sort());
    expect(await frozen.stop()).toBe(0);
  }, 120_000);

  it('gets over the loss of every database connection, under load', async () => {
    const stop = new AbortController();
    const burst = createBurst();
    const writing = writeProfiles(people, { signal: stop.signal, burst });
    await untilAcknowledged(burst, 20);
    for (let cut = 0; cut < 4; cut++) {
      await sleep(600);
      await fleet.cutConnections();
    }
    await sleep(600);
    stop.abort();
    await writing;
    expect(burst.broken).toBe(0);
    expect([...new Set(burst.statuses)].filter((status) => ![200, 500, 503].includes(status))).toEqual([]);
    const after = await writeProfiles(people, { writes: 2 });
    expect(after.acknowledged).toHaveLength(2 * crowd);
    await expectSettled();
    await expectKept(burst);
    expect([web.isAlive(), worker.isAlive(), media.isAlive()]).toEqual([true, true, true]);
  }, 120_000);

  it('drains on SIGTERM under load: answers what has begun, hands back the rest, exits 0', async () => {
    await media.stop();
    const stop = new AbortController();
    const person = personOf(3);
    const patient = person.send('POST', '/profile/avatar', formOf(await quadrants(64, 64).png().toBuffer()), {
      prefer: 'wait=4',
    });
    const burst = createBurst();
    const writing = writeProfiles(people.slice(4), { signal: stop.signal, burst });
    await untilAcknowledged(burst, 50);
    const [webCode, workerCode] = [web.stop(), worker.stop()];
    await sleep(300);
    await expect(fetch(`${fleet.url}/health/live`)).rejects.toThrow('fetch failed');
    stop.abort();
    await writing;
    expect([...new Set(burst.statuses)]).toEqual([200]);
    expect((await patient).status).toBe(202);
    expect([await webCode, await workerCode]).toEqual([0, 0]);
    [web, worker, media] = await Promise.all([fleet.start('web'), fleet.start('worker'), fleet.start('worker-media')]);
    await untilReady(person);
    await expectSettled();
    await expectKept(burst);
  }, 120_000);
}
