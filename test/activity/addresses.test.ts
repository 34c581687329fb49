// Old addresses lose their end: by the clock, in batches, and once is enough.
import { newId } from '../../src/platform/ids.ts';
import { startTestApp, type TestApp } from '../support/app.ts';
import { createPerson, type Person } from '../support/people.ts';
import { rowsOf, run } from '../support/work.ts';

const now = new Date(); // tokens are checked against the real time
const daysAgo = (days: number) => new Date(now.getTime() - days * 86_400_000).toISOString();

let app: TestApp;
let person: Person;
beforeAll(async () => {
  app = await startTestApp({ env: { ACTIVITY_IP_RETENTION_DAYS: '30' }, clock: () => now });
});
afterAll(() => app?.close());
beforeEach(async () => {
  person = await createPerson(app);
  await run(app, 'delete from activities');
});

async function insert(ip: string | null, userAgent: string | null, createdAt: string): Promise<string> {
  const id = newId();
  await run(
    app,
    `insert into activities (id, tenant_id, user_id, type, ip, user_agent, created_at)
     select $1, tenant_id, id, 'session.opened', $3, $4, $5 from users where id = $2`,
    [id, person.id, ip, userAgent, createdAt],
  );
  return id;
}
const rows = () =>
  rowsOf<{ id: string; ip: string | null; agent: string | null }>(
    app,
    'select id, ip, user_agent as agent from activities order by id',
  );

it.each([
  ['203.0.113.77', '203.0.113.0/24'],
  ['10.1.2.3', '10.1.2.0/24'],
  ['2001:db8:85a3:8d3:1319:8a2e:370:7348', '2001:db8:85a3::/48'],
  ['::ffff:203.0.113.77', '::/48'],
  [null, null],
])('%s becomes %s, and the browser is forgotten', async (ip, network) => {
  const id = await insert(ip, 'Browser/2', daysAgo(31));
  expect(await app.container.addressRetention.truncate()).toBe(1);
  expect(await rows()).toEqual([{ id, ip: network, agent: null }]);
});

it('only what is older than the retention, and a second run finds nothing to do', async () => {
  const [old, edge, young] = [
    await insert('203.0.113.77', null, daysAgo(30.01)),
    await insert('203.0.113.78', 'Browser/2', daysAgo(29.99)),
    await insert('203.0.113.79', 'Browser/2', daysAgo(0)),
  ];
  expect(await app.container.addressRetention.truncate()).toBe(1);
  const after = await rows();
  expect(after.map(({ id, ip }) => [id, ip])).toEqual([
    [old, '203.0.113.0/24'],
    [edge, '203.0.113.78'],
    [young, '203.0.113.79'],
  ]);
  expect(await app.container.addressRetention.truncate()).toBe(0);
  expect(await rows()).toEqual(after);
});

it('works through more than one batch, and in several processes at once', async () => {
  await run(
    app,
    `insert into activities (id, tenant_id, user_id, type, ip, user_agent, created_at)
     select gen_random_uuid(), u.tenant_id, u.id, 'session.opened', inet '10.0.0.1' + n, 'Browser/2', $2
     from users u, generate_series(1, 12000) n where u.id = $1`,
    [person.id, daysAgo(100)],
  );
  const { truncate } = app.container.addressRetention;
  const done = await Promise.all([truncate(), truncate()]);
  expect(done.reduce((sum, count) => sum + count) + (await truncate())).toBe(12_000);
  const [left] = await rowsOf<{ whole: number }>(
    app,
    `select count(*)::int as whole from activities where user_agent is not null or masklen(ip) > 24`,
  );
  expect(left?.whole).toBe(0);
});

it('finds its work by its index', async () => {
  await insert('203.0.113.77', 'Browser/2', daysAgo(100));
  const plan = await app.container.sequelize.transaction(async (tx) => {
    await app.container.sequelize.query('set local enable_seqscan = off', { transaction: tx });
    return app.container.sequelize.query(
      `explain select id from activities
       where (user_agent is not null or masklen(ip) > case family(ip) when 4 then 24 else 48 end) and created_at < now()
       order by created_at limit 10`,
      { transaction: tx },
    );
  });
  expect(JSON.stringify(plan)).toContain('activities_with_addresses');
});

it('the owner sees the network that remains', async () => {
  await insert('203.0.113.77', 'Browser/2', daysAgo(100));
  await app.container.addressRetention.truncate();
  const { body } = await app.http.get('/api/v1/profile/activity').set(person.auth).expect(200);
  expect(body.data.at(-1)).toMatchObject({ ip: '203.0.113.0/24', userAgent: null });
});
