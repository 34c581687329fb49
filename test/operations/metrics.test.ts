// What Prometheus reads at /metrics.
import { queueNames } from '../../src/contracts/queues.ts';
import { startTestApp, type TestApp } from '../support/app.ts';
import { createPerson } from '../support/people.ts';
import { workDone } from '../support/work.ts';

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
  const reply = await app.http
    .get('/metrics')
    .expect(200)
    .expect('content-type', 'text/plain; version=0.0.4; charset=utf-8');
  text = reply.text;
});
afterAll(() => app?.close());

/** The samples of one series whose labels hold all of `labels`. */
function samples(name: string, labels: Record<string, string> = {}): number[] {
  return text
    .split('\n')
    .filter((line) => line.startsWith(`${name}{`))
    .filter((line) => Object.entries(labels).every(([label, value]) => line.includes(`${label}="${value}"`)))
    .map((line) => Number(line.slice(line.lastIndexOf(' ') + 1)));
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

test('the delay of the event loop, and the memory', () => {
  expect(samples('nodejs_eventloop_lag_p99_seconds')).toEqual([expect.any(Number)]);
  expect(samples('process_resident_memory_bytes')[0]).toBeGreaterThan(10_000_000);
});

test('each metric is described once, and names nobody', () => {
  const described = [...text.matchAll(/^# TYPE (\S+) /gm)].map(([, name]) => name);
  expect(new Set(described).size).toBe(described.length);
  for (const secret of [id, email, 'canary']) expect(text).not.toContain(secret);
});
