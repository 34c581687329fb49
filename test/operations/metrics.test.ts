// What Prometheus reads at /metrics.
import { queueNames } from '../../src/contracts/queues.ts';
import { startTestApp, type TestApp } from '../support/app.ts';
import { createPerson } from '../support/people.ts';
import { run, workDone } from '../support/work.ts';

let app: TestApp;
let text: string;
let id: string;
let email: string;
beforeAll(async () => {
  app = await startTestApp({ workers: true });
  const person = await createPerson(app, { profile: { displayName: 'Ada' }, privacy: { visibility: 'public' } });
  ({ id, email } = person);
  await app.http.get(`/api/v1/profiles/${id}?canary=1`).expect(400);
  await app.http.get('/canary').expect(404);
  await workDone(app);
  await app.http.get('/api/v1/profiles?q=Ada').expect(200);
  await app.http.get('/api/v1/profiles?q=canary').expect(200);
  await app.http.get('/api/v1/profiles').expect(200);
  const reply = await app.http
    .get('/metrics')
    .expect(200)
    .expect('content-type', 'text/plain; version=0.0.4; charset=utf-8');
  text = reply.text;
});
afterAll(() => app?.close());

/**
 * The samples of one series whose labels hold all of `labels`. Here the workers are in the process of the API, so what they
 * have published a moment ago comes a second time: the first is what is so now.
 */
function samples(name: string, labels: Record<string, string> = {}): number[] {
  const series = new Map<string, number>();
  for (const line of text.split('\n').filter((one) => one.startsWith(`${name}{`))) {
    const end = line.lastIndexOf(' ');
    const key = line.slice(0, end);
    if (!series.has(key)) series.set(key, Number(line.slice(end + 1)));
  }
  return [...series]
    .filter(([key]) => Object.entries(labels).every(([label, value]) => key.includes(`${label}="${value}"`)))
    .map(([, value]) => value);
}

test('durations of requests, by pattern and status', () => {
  expect(
    samples('cameo_http_request_duration_seconds_count', { method: 'PUT', route: '/profile', status: '200' }),
  ).toEqual([1]);
  expect(samples('cameo_http_request_duration_seconds_count', { route: '/profiles/{id}', status: '400' })).toEqual([1]);
  expect(samples('cameo_http_request_duration_seconds_count', { route: 'unmatched', status: '404' })).toEqual([1]);
});

test('the depth of every queue', () => {
  for (const queue of queueNames) expect(samples('cameo_queue_jobs', { queue, state: 'waiting' })).toEqual([0]);
});

test('how long jobs wait and run, and how they end', () => {
  for (const job of ['search.index-profile', 'completeness.score']) {
    expect(samples('cameo_job_wait_seconds_count', { job })[0]).toBeGreaterThanOrEqual(1);
    expect(samples('cameo_job_run_seconds_count', { job })[0]).toBeGreaterThanOrEqual(1);
    expect(samples('cameo_jobs_total', { job, outcome: 'done' })[0]).toBeGreaterThanOrEqual(1);
  }
});

test('searches that found somebody and nobody, and how long the engine took', () => {
  expect(samples('cameo_searches_total', { kind: 'search', result: 'hits' })).toEqual([1]);
  expect(samples('cameo_searches_total', { kind: 'search', result: 'none' })).toEqual([1]);
  expect(samples('cameo_search_fallbacks_total')).toEqual([0]);
  const calls = { engine: 'postgres', outcome: 'done' };
  expect(samples('cameo_search_engine_duration_seconds_count', { ...calls, operation: 'search' })).toEqual([3]);
  expect(
    samples('cameo_search_engine_duration_seconds_count', { ...calls, operation: 'index' })[0],
  ).toBeGreaterThanOrEqual(1);
});

test('how far the index lags, and each queue', async () => {
  expect(samples('cameo_search_index_lag_seconds')).toEqual([0]);
  for (const queue of queueNames)
    expect(samples('cameo_queue_oldest_promise_seconds', { queue })).toEqual([expect.any(Number)]);
  await run(
    app,
    `insert into outbox (id, tenant_id, name, payload, due_at, created_at)
     select gen_random_uuid(), tenant_id, 'search.reindex-tenant', '{}', now() + interval '1 hour', now() - interval '7 minutes'
     from profiles limit 1`,
  );
  const before = text;
  ({ text } = await app.http.get('/metrics').expect(200));
  const [lag, age] = [
    samples('cameo_search_index_lag_seconds', { index: 'inside' }),
    samples('cameo_queue_oldest_promise_seconds', { queue: 'search' }),
  ];
  text = before;
  for (const [seconds] of [lag, age]) expect(Math.round(Number(seconds) / 60)).toBe(7);
});

test('the delay of the event loop, and the memory', () => {
  expect(samples('nodejs_eventloop_lag_p99_seconds')).toEqual([expect.any(Number)]);
  expect(samples('process_resident_memory_bytes')[0]).toBeGreaterThan(10_000_000);
});

test('each metric is described once, and names nobody', () => {
  const described = [...text.matchAll(/^# TYPE (\S+) /gm)].map(([, name]) => name);
  expect(new Set(described).size).toBe(described.length);
  for (const secret of [id, email, 'canary']) expect(text).not.toContain(secret);
});
