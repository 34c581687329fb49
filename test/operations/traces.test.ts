// OpenTelemetry: one trace from a request through its statements and promises to the jobs, and nobody's data in it.
import { Writable } from 'node:stream';
import { pino } from 'pino';
import { createSequelize } from '../../src/platform/db/sequelize.ts';
import { createStatementTimes } from '../../src/platform/db/statement-times.ts';
import { createStatementWatch } from '../../src/platform/db/watch-statements.ts';
import { noTracing } from '../../src/platform/tracing.ts';
import { startTestApp } from '../support/app.ts';
import { startOtlpReceiver } from '../support/otlp.ts';
import { createPerson } from '../support/people.ts';
import { rowsOf, workDone } from '../support/work.ts';

test('one trace leads from the request to its jobs, and holds no personal data', async () => {
  const receiver = await startOtlpReceiver();
  const app = await startTestApp({ workers: true, env: { OTEL_EXPORTER_OTLP_ENDPOINT: receiver.url } });
  const traceId = '4bf92f3577b34da6a3ce929d0e0e4736';
  const person = await createPerson(app, { displayName: 'Zanzibar Canary' });
  await workDone(app);
  const write = (body: object) =>
    app.http
      .patch('/api/v1/profile')
      .set(person.auth)
      .set('X-Request-Id', 'request-of-the-trace')
      .set('traceparent', `00-${traceId}-00f067aa0ba902b7-01`)
      .send(body);
  await write({ bio: 'Canary in a biography' }).expect(200);
  await write({ nothing: 'of the kind' }).expect(400);
  await workDone(app);
  await app.close(); // sends what is left
  const spans = receiver.spans().filter((span) => span.traceId === traceId);
  await receiver.close();

  const named = (name: string) => spans.filter((span) => span.name === name);
  const [request, refused] = named('PATCH /api/v1/profile');
  expect([request?.parentSpanId, refused?.parentSpanId]).toEqual(['00f067aa0ba902b7', '00f067aa0ba902b7']);
  expect([request?.kind, refused?.kind]).toEqual([2, 2]);
  expect([request?.status?.code ?? 0, refused?.status?.code]).toEqual([0, 2]);
  expect(request?.attributes).toContainEqual({ key: 'request.id', value: { stringValue: 'request-of-the-trace' } });
  expect(request?.attributes).toContainEqual({ key: 'http.response.status_code', value: { intValue: 200 } });
  for (const job of ['completeness.score', 'search.index-profile']) {
    const [relay] = named(`relay ${job}`);
    expect([job, relay?.parentSpanId, relay?.kind]).toEqual([job, request?.spanId, 4]);
    const [run] = named(`job ${job}`);
    expect([job, run?.parentSpanId, run?.kind]).toEqual([job, request?.spanId, 5]);
    const statements = spans.filter((span) => span.parentSpanId === run?.spanId);
    expect(statements).toContainEqual(expect.objectContaining({ name: 'sql select', kind: 3 }));
  }
  expect(spans.filter((span) => span.parentSpanId === request?.spanId).map(({ name }) => name)).toContain('sql with');
  expect(receiver.text()).toContain('"stringValue":"cameo"');
  for (const secret of ['Canary', person.id, person.email, person.accessToken])
    expect([secret, receiver.text().includes(secret)]).toEqual([secret, false]);
});

test('without a receiver nothing is traced, whoever asks for it', async () => {
  const app = await startTestApp();
  try {
    const person = await createPerson(app);
    await app.http
      .patch('/api/v1/profile')
      .set(person.auth)
      .set('traceparent', '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01')
      .send({ bio: 'B' })
      .expect(200);
    const rows = await rowsOf<{ traceparent: string | null }>(app, 'select traceparent from outbox');
    expect(rows.length).toBeGreaterThan(0);
    expect(rows.filter(({ traceparent }) => traceparent !== null)).toEqual([]);
    expect(app.container.tracing).toBe(noTracing);
  } finally {
    await app.close();
  }
});

test('a slow statement is logged, without the values it was sent with', async () => {
  const lines: string[] = [];
  const log = new Writable({
    write(chunk, _encoding, done) {
      lines.push(String(chunk));
      done();
    },
  });
  const times = createStatementTimes();
  const metrics = { observeStatement: () => {} };
  const watch = createStatementWatch({ metrics, times, tracing: noTracing, logger: pino(log), slowMs: 100 });
  const url = process.env.TEST_POSTGRES_URL;
  if (!url) throw new Error('no database');
  const sequelize = createSequelize(url, { watch });
  try {
    await sequelize.query(`select pg_sleep(0.15), 'O''Canary', E'Can\\'ary', 424242, $1::text`, { bind: ['Canary'] });
    await sequelize.query('select 1');
    await expect(sequelize.query(`select pg_sleep(0.15), 'Canary'::integer`)).rejects.toThrow();
  } finally {
    await sequelize.close();
  }
  expect(lines.map((line) => JSON.parse(line))).toEqual([
    expect.objectContaining({
      msg: 'slow statement',
      statement: 'select pg_sleep(?), ?, ?, ?, $1::text',
      ms: expect.any(Number),
      outcome: 'done',
    }),
  ]);
  expect(lines.join()).not.toMatch(/ary|4242/);
  const quantile = times.quantiles()("select pg_sleep(0.9), 'a', 'b', 3, $1::text", 0.95);
  expect(quantile).toBeGreaterThan(140);
  expect(quantile).toBeLessThan(100_000);
});
