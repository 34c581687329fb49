// What the queue must do, whichever backend carries it. A backend's own test says where it is and calls this.
import { setTimeout as sleep } from 'node:timers/promises';
import type { Job, Queue } from 'bullmq';
import { defaultTenantId } from '../../src/contracts/identity.ts';
import { scheduledJobNames } from '../../src/contracts/jobs/index.ts';
import { type QueueName, queueNames } from '../../src/contracts/queues.ts';
import { createSweeper } from '../../src/outbox/index.ts';
import { defineError } from '../../src/platform/errors.ts';
import { newId } from '../../src/platform/ids.ts';
import type { JobQueue } from '../../src/platform/queue/backend.ts';
import type { QueuedJob } from '../../src/platform/queue/queues.ts';
import { watchConsumption } from '../../workers/consumption.ts';
import { createHandlers, type Handlers } from '../../workers/handlers.ts';
import { startHousekeeping } from '../../workers/housekeeping.ts';
import { type QueueWorker, startQueueWorker } from '../../workers/queue-worker.ts';
import { createRunJob } from '../../workers/run-job.ts';
import { keepSchedules } from '../../workers/schedule.ts';
import { startTestApp, type TestApp } from './app.ts';
import { quadrants } from './images.ts';
import { createPerson } from './people.ts';
import { rowsOf, run, workDone } from './work.ts';

const refused = defineError('REFUSED', 422, 'This will never work.');

/** A promise that somebody else opens. */
function createGate() {
  let open = () => {};
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { opened, open };
}

async function until(condition: () => Promise<boolean> | boolean, what: string): Promise<void> {
  const deadline = Date.now() + 20_000;
  while (!(await condition())) {
    if (Date.now() > deadline) throw new Error(`waited in vain until ${what}`);
    await sleep(20);
  }
}

/** Declares the tests for a backend; `prepare` gives the variables that choose it, and leaves its queues empty. */
export function describeQueue(prepare: () => Promise<Record<string, string>>): void {
  let app: TestApp;
  let workers: QueueWorker[];
  let ends: (() => Promise<void>)[];

  beforeEach(async () => {
    app = await startTestApp({ env: await prepare() });
    workers = [];
    ends = [];
  });
  afterEach(async () => {
    for (const end of ends) await end();
    await Promise.all(workers.map((worker) => worker.close()));
    await app.close();
  });

  function work(queue: QueueName, handlers: Partial<Handlers>): QueueWorker {
    const { container } = app;
    const runJob = createRunJob(container, { ...createHandlers(container), ...handlers });
    const worker = startQueueWorker(container, queue, runJob);
    workers.push(worker);
    return worker;
  }

  function queueOf(name: QueueName): JobQueue {
    const queue = app.container.queues.all.find((one) => one.name === name);
    if (!queue) throw new Error(`no queue ${name}`);
    return queue;
  }

  const sweep = (giveUp: (job: QueuedJob) => Promise<void> = async () => {}) =>
    createSweeper({ ...app.container, giveUp }).sweep();

  const score = (userId: string, version: number, id = newId()): QueuedJob => ({
    id,
    name: 'completeness.score',
    payload: { tenantId: defaultTenantId, userId, version },
    subject: userId,
    requestId: null,
  });

  const promises = () =>
    rowsOf<{ id: string; name: string; failed: boolean; failure: string | null }>(
      app,
      'select id, name, failed_at is not null as failed, failure from outbox order by id',
    );

  /** A promise that nobody has enqueued and that is late. */
  async function leaveLate(job: Omit<QueuedJob, 'name'> & { name: string; version?: number }): Promise<void> {
    await run(
      app,
      `insert into outbox (id, tenant_id, name, payload, subject, version, due_at)
       values ($1, $2, $3, $4, $5, $6, now() - interval '1 second')`,
      [job.id, defaultTenantId, job.name, JSON.stringify(job.payload), job.subject, job.version ?? null],
    );
  }

  const makeLate = () => run(app, "update outbox set due_at = now() - interval '1 second' where failed_at is null");
  const runsOf = (counts: Record<string, number>) => (counts.waiting ?? 0) + (counts.active ?? 0);

  async function emitUpdate(userId: string, version: number): Promise<void> {
    await app.container.transact(null, async (unit) => {
      unit.emit({ type: 'profile.updated', tenantId: defaultTenantId, userId, version });
    });
    await app.container.relay.idle();
  }

  it('makes one job of a promise, under its id, with ids and a version for a payload', async () => {
    const userId = newId();
    await app.container.transact({ requestId: 'request-1', ip: undefined, userAgent: undefined }, async (unit) => {
      unit.emit({ type: 'profile.updated', tenantId: defaultTenantId, userId, version: 7 });
    });
    await app.container.relay.idle();
    const rows = await promises();
    expect(rows.map(({ name }) => name).sort()).toEqual(['completeness.score', 'search.index-profile']);
    for (const { id, name } of rows) {
      const job = await queueOf(name === 'completeness.score' ? 'completeness' : 'search').getJob(id);
      expect(job).toMatchObject({
        name,
        data: { payload: { tenantId: defaultTenantId, userId, version: 7 }, requestId: 'request-1' },
      });
    }
    const depths = await app.container.queues.depths();
    expect(Object.keys(depths).sort()).toEqual([...queueNames].sort());
    expect([depths.completeness.waiting, depths.search.waiting, depths.mail.waiting]).toEqual([1, 1, 0]);
  });

  it('promises nothing when the transaction fails', async () => {
    const failing = app.container.transact(null, async (unit) => {
      unit.emit({ type: 'profile.updated', tenantId: defaultTenantId, userId: newId(), version: 1 });
      throw new Error('no');
    });
    await expect(failing).rejects.toThrow('no');
    expect(await promises()).toEqual([]);
    expect(runsOf((await app.container.queues.depths()).completeness)).toBe(0);
  });

  it('takes the same job twice for one', async () => {
    const job = score(newId(), 1);
    await app.container.queues.add([job, job]);
    await app.container.queues.add([job], { coalesce: false });
    const runs: number[] = [];
    work('completeness', { 'completeness.score': async ({ version }) => runs.push(version) });
    const last = score(newId(), 99);
    await app.container.queues.add([last]);
    await until(() => runs.includes(99), 'the later job has run');
    expect(runs).toEqual([1, 99]);
  });

  it('tries again after a failure, later each time', async () => {
    const startedAt: number[] = [];
    work('completeness', {
      async 'completeness.score'() {
        startedAt.push(Date.now());
        if (startedAt.length < 3) throw new Error('not yet');
        return 1;
      },
    });
    work('search', { 'search.index-profile': async () => 1 });
    await emitUpdate(newId(), 1);
    await workDone(app);
    const [first = 0, second = 0, third = 0] = startedAt;
    expect(startedAt).toHaveLength(3);
    expect(second - first).toBeGreaterThan(450); // half of one second at least, by the jitter
    expect(third - second).toBeGreaterThan(950);
  });

  it('ends a job at once that would fail the same way again', async () => {
    const upload = { tenantId: defaultTenantId, userId: newId(), uploadId: newId() };
    const job: QueuedJob = {
      id: newId(),
      name: 'media.process-avatar',
      payload: upload,
      subject: null,
      requestId: null,
    };
    const bad: QueuedJob = { ...job, id: newId(), payload: { uploadId: 'none' } };
    await leaveLate(job);
    await leaveLate(bad);
    let runs = 0;
    work('media', {
      async 'media.process-avatar'() {
        runs++;
        throw refused();
      },
    });
    expect(await sweep()).toBe(2);
    for (const { id } of [job, bad])
      await until(async () => (await queueOf('media').getJobState(id)) === 'failed', 'the job has failed');
    await makeLate();
    expect(await sweep()).toBe(0);
    expect(runs).toBe(1);
    expect(await promises()).toEqual([
      expect.objectContaining({ id: job.id, failed: true, failure: 'This will never work.' }),
      expect.objectContaining({ id: bad.id, failed: true, failure: expect.stringContaining('payload of media') }),
    ]);
  });

  it('runs once more, on the newest version, for a burst that comes while the job runs', async () => {
    const userId = newId();
    const gate = createGate();
    const seen: number[] = [];
    let stored = 1;
    work('completeness', {
      async 'completeness.score'() {
        const version = stored;
        seen.push(version);
        if (seen.length === 1) await gate.opened;
        return version;
      },
    });
    work('search', { 'search.index-profile': async () => stored });
    await emitUpdate(userId, 1);
    await until(() => seen.length === 1, 'the first run is under way');
    for (stored = 2; stored <= 100; stored++) await emitUpdate(userId, stored);
    stored = 100;
    gate.open();
    await workDone(app);
    expect(seen.at(0)).toBe(1);
    expect(seen.at(-1)).toBe(100);
    expect(seen.length).toBeLessThanOrEqual(3);
  });

  it('loses nothing of a burst that comes while no worker runs', async () => {
    const userId = newId();
    for (let version = 1; version <= 100; version++) await emitUpdate(userId, version);
    const seen: number[] = [];
    work('completeness', { 'completeness.score': async () => seen.push(100) && 100 });
    work('search', { 'search.index-profile': async () => 100 });
    await workDone(app);
    expect(seen).toEqual([100]);
  });

  it('settles only what a run has seen', async () => {
    const userId = newId();
    work('completeness', { 'completeness.score': async ({ version }) => version });
    work('search', { 'search.index-profile': async ({ version }) => version });
    const later = score(userId, 2);
    await run(
      app,
      `insert into outbox (id, tenant_id, name, payload, subject, version, due_at)
       values ($1, $2, $3, $4, $5, 2, now() + interval '1 hour')`,
      [later.id, defaultTenantId, later.name, JSON.stringify(later.payload), later.subject],
    );
    await emitUpdate(userId, 1);
    await until(async () => (await promises()).length === 1, 'the first promise is kept');
    expect(await promises()).toEqual([expect.objectContaining({ id: later.id, failed: false })]);
  });

  describe('the sweeper', () => {
    it('enqueues what the relay never did', async () => {
      const job = score(newId(), 3);
      await leaveLate({ ...job, version: 3 });
      expect(await sweep()).toBe(1);
      expect(await queueOf('completeness').getJobState(job.id)).toBe('waiting');
      expect(await sweep()).toBe(0);
      work('completeness', { 'completeness.score': async () => 3 });
      await workDone(app);
    });

    it('leaves alone what still waits or runs', async () => {
      const gate = createGate();
      const job = score(newId(), 1);
      await leaveLate({ ...job, version: 1 });
      await app.container.queues.add([job]);
      expect(await sweep()).toBe(0);
      let runs = 0;
      work('completeness', {
        async 'completeness.score'() {
          runs++;
          await gate.opened;
          return 1;
        },
      });
      await until(() => runs === 1, 'the job runs');
      await makeLate();
      expect(await sweep()).toBe(0);
      gate.open();
      await workDone(app);
      expect(runs).toBe(1);
    });

    it('gets past a coalescing key whose job never runs', async () => {
      const job = score(newId(), 1);
      await queueOf('completeness').addBulk([
        {
          name: job.name,
          data: {},
          opts: { jobId: newId(), delay: 3_600_000, deduplication: { id: `${job.name}/${job.subject}` } },
        },
      ]);
      await app.container.queues.add([job]);
      expect(await queueOf('completeness').getJobState(job.id)).toBe('unknown');
      await leaveLate({ ...job, version: 1 });
      work('completeness', { 'completeness.score': async () => 1 });
      expect(await sweep()).toBe(1);
      await workDone(app);
    });

    it('enqueues one job for many late promises of one subject', async () => {
      const userId = newId();
      const jobs = Array.from({ length: 30 }, (_, index) => ({ ...score(userId, index + 1), version: index + 1 }));
      for (const job of jobs.toReversed()) await leaveLate(job);
      expect(await sweep()).toBe(1);
      const seen: number[] = [];
      work('completeness', {
        async 'completeness.score'({ version }) {
          seen.push(version);
          return version;
        },
      });
      await workDone(app);
      expect(seen).toEqual([30]);
    });

    it('gives up the older promises with the newest one, and keeps a newer one', async () => {
      const userId = newId();
      const jobs = [1, 2, 3].map((version) => ({ ...score(userId, version), version }));
      for (const job of jobs) await leaveLate(job);
      work('completeness', { 'completeness.score': () => Promise.reject(refused()) });
      await sweep();
      await until(
        async () => (await queueOf('completeness').getJobState(jobs[2]?.id ?? '')) === 'failed',
        'it has failed',
      );
      const newer = { ...score(userId, 4), version: 4 };
      await leaveLate(newer);
      await run(app, "update outbox set due_at = now() + interval '1 hour' where id = $1", [newer.id]);
      await run(app, 'update outbox set due_at = now() where version = 3');
      await sweep();
      const failed = (await promises()).filter((row) => row.failed).map(({ id }) => id);
      expect(failed.sort()).toEqual(jobs.map(({ id }) => id).sort());
    });

    it('is not held up by a promise that this version does not know, nor by a farewell that fails', async () => {
      const upload = { tenantId: defaultTenantId, userId: newId(), uploadId: newId() };
      const hopeless: QueuedJob = {
        id: newId(),
        name: 'media.process-avatar',
        payload: upload,
        subject: null,
        requestId: null,
      };
      await leaveLate(hopeless);
      work('media', { 'media.process-avatar': () => Promise.reject(refused()) });
      await sweep();
      await until(async () => (await queueOf('media').getJobState(hopeless.id)) === 'failed', 'the job has failed');
      await makeLate();
      await leaveLate({ id: newId(), name: 'future.job', payload: {}, subject: null, requestId: null });
      const job = score(newId(), 1);
      await leaveLate({ ...job, version: 1 });
      expect(await sweep(() => Promise.reject(new Error('database on its knees')))).toBe(1);
      expect(await queueOf('completeness').getJobState(job.id)).toBe('waiting');
      const failed = async () => (await promises()).filter((row) => row.failed).map(({ id }) => id);
      expect(await failed()).toEqual([]);
      await makeLate();
      await sweep();
      expect(await failed()).toEqual([hopeless.id]);
    });
  });

  it('tells the owner once when a picture cannot be made', async () => {
    const person = await createPerson(app);
    work('media', { 'media.process-avatar': () => Promise.reject(refused()) });
    ends.push(startHousekeeping(app.container));
    const photo = await quadrants(64, 64).png().toBuffer();
    await app.http.post('/api/v1/profile/avatar').set(person.auth).attach('avatar', photo, 'me.png').expect(202);
    const status = async () => (await app.http.get('/api/v1/profile/avatar/status').set(person.auth)).body.data;
    await until(async () => {
      await makeLate();
      return (await status()).status === 'failed';
    }, 'the upload has failed');
    expect((await status()).reason).toMatch(/could not be processed/);
    await until(async () => (await promises()).some((row) => row.failed), 'the promise is marked');
    const told = await rowsOf(app, "select 1 from activities where type = 'avatar.failed' and user_id = $1", [
      person.id,
    ]);
    expect(told).toHaveLength(1);
  });

  describe('a worker that takes no jobs', () => {
    const rhythm = { lookMs: 50, patience: 4 };
    const watch = (worker: QueueWorker, signal: AbortSignal) =>
      watchConsumption({ workers: [worker], hasWaiting: app.container.queues.hasWaiting, signal, rhythm });

    it('is found out when jobs wait for it', async () => {
      const worker = work('completeness', {});
      await worker.pause();
      await app.container.queues.add([score(newId(), 1), score(newId(), 1)]);
      await expect(watch(worker, new AbortController().signal)).rejects.toThrow('has taken no job');
    });

    it('is well while there is nothing to do, and while its hands are full', async () => {
      const stop = new AbortController();
      const gate = createGate();
      const worker = work('analytics', { 'analytics.aggregate': () => gate.opened });
      const watching = watch(worker, stop.signal);
      const ended = watching.catch((error: Error) => error.name);
      await sleep(10 * rhythm.lookMs);
      const payload = { tenantId: defaultTenantId };
      const job = (): QueuedJob => ({
        id: newId(),
        name: 'analytics.aggregate',
        payload,
        subject: null,
        requestId: null,
      });
      await app.container.queues.add([job(), job()]);
      await until(() => worker.isFull(), 'the first job runs');
      await sleep(10 * rhythm.lookMs);
      stop.abort();
      expect(await ended).toBe('AbortError');
      gate.open();
    });
  });

  it('closes a worker when the job that runs is done', async () => {
    const gate = createGate();
    let running = false;
    const worker = work('completeness', {
      async 'completeness.score'() {
        running = true;
        await gate.opened;
        running = false;
        return 1;
      },
    });
    const job = score(newId(), 1);
    await leaveLate({ ...job, version: 1 });
    await sweep();
    await until(() => running, 'the job runs');
    let closed = false;
    const closing = worker.close().then(() => {
      closed = true;
    });
    await sleep(300);
    expect([running, closed]).toEqual([true, false]);
    gate.open();
    await closing;
    expect(running).toBe(false);
    expect(await promises()).toEqual([]);
    expect(await queueOf('completeness').getJobState(job.id)).toBe('unknown');
  });

  describe('what the clock asks for', () => {
    // More of BullMQ than the service uses.
    const maintenance = () => queueOf('maintenance') as unknown as Queue;
    const plans = async () => (await maintenance().getDelayed()).map(({ name }) => name).sort();
    const wanted = [...scheduledJobNames].sort();

    it('is planned once, whoever asks how often, and again after the queue was emptied', async () => {
      const { queues } = app.container;
      await Promise.all([keepSchedules(queues), keepSchedules(queues), keepSchedules(queues)]);
      const secondOf = ({ timestamp, delay }: Job) => Math.round((timestamp + delay) / 1000);
      const times = async () => (await maintenance().getDelayed()).map(secondOf).sort();
      const first = await times();
      for (let turn = 0; turn < 3; turn++) await keepSchedules(queues);
      expect(await plans()).toEqual(wanted);
      expect(await times()).toEqual(first);
      await maintenance().obliterate({ force: true });
      expect(await plans()).toEqual([]);
      await keepSchedules(queues);
      expect(await plans()).toEqual(wanted);
    });

    it('is planned by every worker process that starts', async () => {
      ends.push(startHousekeeping(app.container));
      await until(async () => (await plans()).length === wanted.length, 'the jobs are planned');
    });

    it('is done at its time, and planned for the next', async () => {
      await keepSchedules(app.container.queues);
      const done = new Set<string>();
      work('maintenance', Object.fromEntries(scheduledJobNames.map((name) => [name, async () => done.add(name)])));
      for (const job of await maintenance().getDelayed()) await job.promote();
      await until(() => done.size === scheduledJobNames.length, 'every job has run');
      await until(async () => (await plans()).length === wanted.length, 'the next turns are planned');
      expect(await plans()).toEqual(wanted);
    });
  });
}
