// What operators load into Grafana and Prometheus speaks of metrics that are there.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { startTestApp, type TestApp } from '../support/app.ts';
import { upload } from '../support/avatars.ts';
import { createPerson, type Person } from '../support/people.ts';
import { runAsOwner, workDone } from '../support/work.ts';

const ops = join(import.meta.dirname, '..', '..', 'ops');

interface AlertRule {
  readonly alert: string;
  readonly expr: string;
  readonly labels: { readonly severity: string };
  readonly annotations: { readonly summary: string; readonly runbook: string };
}
const alerts: AlertRule[] = parse(readFileSync(join(ops, 'prometheus', 'alerts.yml'), 'utf8')).groups.flatMap(
  (group: { rules: AlertRule[] }) => group.rules,
);

interface Panel {
  readonly type: string;
  readonly title: string;
  readonly targets?: readonly { readonly expr: string }[];
}
const panels: Panel[] = JSON.parse(readFileSync(join(ops, 'grafana', 'cameo.json'), 'utf8')).panels;
const queries = panels.flatMap(({ title, targets = [] }) => targets.map(({ expr }) => [title, expr] as const));

let app: TestApp;
let person: Person;
let text: string;
beforeAll(async () => {
  app = await startTestApp({ workers: true });
  person = await createPerson(app, {
    profile: { displayName: 'Ada', socialLinks: { github: 'https://github.com/ada' } },
    privacy: { visibility: 'public' },
  });
  await upload(app, person, undefined, { wait: true });
  await app.http.get('/api/v1/profile/alias?context=room&contextType=chat').set(person.auth).expect(200);
  await app.http.get(`/api/v1/profiles/${person.id}`).expect(200);
  await workDone(app);
  await app.container.figures.count();
  text = (await app.http.get('/metrics').expect(200)).text;
});
afterAll(() => app?.close());

/** The samples whose line begins so, added up; what the workers of the same process have left is the same again. */
function sum(start: string, labels = ''): number {
  const lines = text.split('\n').filter((line) => line.startsWith(start) && line.includes(labels));
  const samples = new Map(lines.map((line) => [line.slice(0, line.lastIndexOf(' ')), line]));
  return [...samples.values()].reduce((total, line) => total + Number(line.slice(line.lastIndexOf(' ') + 1)), 0);
}

describe('every metric exists that is named in', () => {
  const named = (expr: string) => expr.replace(/"[^"]*"/g, '').match(/\b(?:cameo|nodejs|process)_\w+/g) ?? [];
  const isThere = (name: string) => text.split('\n').some((line) => new RegExp(`^${name}[{ ]`).test(line));
  // A counter or histogram of labels appears with its first sample; its description is always there.
  const isKnown = (name: string) =>
    isThere(name) || text.includes(`# TYPE ${name.replace(/_(bucket|count|sum)$/, '')} `);

  it.each(alerts.map(({ alert, expr }) => [alert, expr] as const))('alert %s', (_, expr) => {
    expect(named(expr).length).toBeGreaterThan(0);
    for (const name of named(expr)) expect([name, isKnown(name)]).toEqual([name, true]);
  });
  it.each(queries)('panel %s: %s', (_, expr) => {
    expect(named(expr).length).toBeGreaterThan(0);
    for (const name of named(expr)) expect([name, isKnown(name)]).toEqual([name, true]);
  });
});

it('every alert says what is wrong and what to do, and is loud or quiet', () => {
  expect(alerts.length).toBeGreaterThan(5);
  expect(new Set(alerts.map(({ alert }) => alert)).size).toBe(alerts.length);
  for (const { alert, annotations, labels } of alerts) {
    expect([alert, labels.severity]).toEqual([alert, expect.stringMatching(/^(page|ticket)$/)]);
    for (const sentence of [annotations.summary, annotations.runbook])
      expect([alert, sentence]).toEqual([alert, expect.stringMatching(/^[A-Z].{20,}\.$/)]);
  }
});

it('metrics count what people do and what it costs, and figures are as the rows', () => {
  expect(sum('cameo_activities_total', 'type="profile.updated"')).toBe(1);
  expect(sum('cameo_activities_total', 'type="privacy.updated"')).toBe(1);
  expect(sum('cameo_activities_total', 'type="alias.created"')).toBe(1);
  expect(sum('cameo_activities_total', 'type="avatar.published"')).toBe(1);
  expect(sum('cameo_avatar_upload_bytes_count')).toBe(1);
  expect(sum('cameo_http_callers_total', 'caller="anonymous"')).toBeGreaterThanOrEqual(1);
  expect(sum('cameo_http_callers_total', 'caller="account"')).toBeGreaterThanOrEqual(4);
  expect(sum('cameo_database_statement_duration_seconds_count', 'verb="select"')).toBeGreaterThan(1);
  expect(sum('cameo_storage_call_duration_seconds_count', 'operation="put"')).toBeGreaterThan(1);
  expect(sum('cameo_accounts{', 'active')).toBe(1);
  expect(sum('cameo_profiles{')).toBe(1);
  expect(sum('cameo_profiles_with_avatar')).toBe(1);
  expect(sum('cameo_people_with_alias')).toBe(1);
  expect(sum('cameo_profile_links', 'github')).toBe(1);
  expect(sum('cameo_profile_links', 'gitlab')).toBe(0);
  expect(sum('cameo_figures_counted_timestamp_seconds')).toBeGreaterThan(1e9);
});

describe('GET /admin/database', () => {
  let operator: Person;
  beforeAll(async () => {
    operator = await createPerson(app, { roles: ['user', 'platform-admin'] });
  });
  const read = (query = '') => app.http.get(`/api/v1/admin/database${query}`).set(operator.auth);

  it('names the statements that cost most, without a value in them', async () => {
    for (let time = 0; time < 5; time++)
      await app.http.get('/api/v1/profile/completeness').set(person.auth).expect(200);
    const { body } = await read('?sort=calls&limit=100').expect(200);
    const { statements } = body.data;
    const calls = statements.map((row: { calls: number }) => row.calls);
    expect(calls).toEqual([...calls].sort((a: number, b: number) => b - a));
    const scored = statements.find(({ statement }: { statement: string }) => statement.includes('"privacyReviewed"'));
    expect(scored).toMatchObject({ meanMs: expect.any(Number), p95Ms: expect.any(Number) });
    expect(scored.calls).toBeGreaterThanOrEqual(5);
    expect(scored.maxMs).toBeGreaterThanOrEqual(scored.meanMs);
    for (const secret of [person.id, person.email, 'github.com']) expect(JSON.stringify(body)).not.toContain(secret);
  });

  it('says so where statements are not counted', async () => {
    await runAsOwner(app, 'drop extension pg_stat_statements');
    expect((await read().expect(503)).body.code).toBe('STATEMENTS_NOT_COUNTED');
  });

  it('counts on when a statement has been sent more often than 32 bits can say', async () => {
    await runAsOwner(
      app,
      `drop extension if exists pg_stat_statements;
       create view pg_stat_statements as
         select d.oid as dbid, r.oid as userid, 'select 1' as query, 3000000000 as calls, 5e9::float as total_exec_time,
           2::float as mean_exec_time, 1::float as stddev_exec_time, 9::float as max_exec_time, 3000000000 as rows
         from pg_database d cross join pg_roles r where d.datname = current_database();
       create view pg_stat_statements_info as select now() as stats_reset;
       grant select on pg_stat_statements, pg_stat_statements_info to public`,
    );
    const { body } = await read().expect(200);
    expect(body.data.statements).toMatchObject([{ calls: 3_000_000_000, rows: 3_000_000_000 }]);
  });
});
