// How many requests somebody may make: whom they count for, what the answer says, and what happens when counting fails.
import { describeApi } from '../../src/openapi.ts';
import { startTestApp, type TestApp } from '../support/app.ts';
import { createCrowd } from '../support/crowd.ts';
import { until } from '../support/fleet.ts';
import { captureLogs } from '../support/logs.ts';
import { describeWithRedis, startRedis } from '../support/redis.ts';
import { expectRefusal } from '../support/refusal.ts';
import { createService } from '../support/services.ts';
import { rowsOf, runAsOwner } from '../support/work.ts';

type Headers = Readonly<Record<string, string>>;

const limitsOn = { RATE_LIMITS: 'on', TRUST_PROXY: '1' };
const limited: readonly [number, string] = [429, 'RATE_LIMITED'];
const from = (address: string): Headers => ({ 'x-forwarded-for': address });

let app: TestApp | undefined;
async function start(env: Headers): Promise<TestApp> {
  app = await startTestApp({ env: { ...limitsOn, ...env } });
  return app;
}
afterEach(async () => {
  await app?.close();
  app = undefined;
});

async function membersOf(some: TestApp, count: number): Promise<Headers[]> {
  return (await createCrowd(some, count)).map(({ auth }) => auth);
}

const readProfile = ({ http }: TestApp, ...headers: Headers[]) =>
  http.get('/api/v1/profile').set(Object.assign({}, ...headers));
const writeProfile = ({ http }: TestApp, ...headers: Headers[]) =>
  http
    .put('/api/v1/profile')
    .set(Object.assign({}, ...headers))
    .send({ bio: 'x' });
const stranger = ({ http }: TestApp, ...headers: Headers[]) =>
  http.get('/api/v1/profiles/nobody').set(Object.assign({}, ...headers));

async function statusesOf(count: number, ask: (turn: number) => PromiseLike<{ status: number }>): Promise<number[]> {
  const statuses: number[] = [];
  for (let turn = 0; turn < count; turn++) statuses.push((await ask(turn)).status);
  return statuses;
}

/** The value of a sample of /metrics; 0 before there is one. */
async function sampleOf({ http }: TestApp, name: string): Promise<number> {
  const { text } = await http.get('/metrics').expect(200);
  const line = text.split('\n').find((one) => one.startsWith(name));
  return Number(line?.slice(line.lastIndexOf(' ') + 1) ?? 0);
}

test('every answer tells what is left, and when it is nothing, how long to wait', async () => {
  const some = await start({ RATE_LIMIT_READS: '3' });
  const [ada = {}, eve = {}] = await membersOf(some, 2);
  const read = (who: Headers) => readProfile(some, who);
  for (const left of ['2', '1', '0']) {
    const { status, headers } = await read(ada);
    expect({ status, ...headers }).toMatchObject({
      status: 200,
      'ratelimit-limit': '3',
      'ratelimit-remaining': left,
      'ratelimit-policy': '3;w=60',
    });
    expect(Number(headers['ratelimit-reset'])).toBeGreaterThan(0);
    expect(Number(headers['ratelimit-reset'])).toBeLessThanOrEqual(60);
  }
  const refused = await read(ada);
  expectRefusal(refused, limited);
  expect(refused.headers).toMatchObject({ 'ratelimit-remaining': '0', 'ratelimit-limit': '3' });
  expect(refused.headers['retry-after']).toBe(refused.headers['ratelimit-reset']);
  expect(Number(refused.headers['retry-after'])).toBeGreaterThan(0);
  await read(eve).expect(200); // the same address, another account
  await writeProfile(some, ada).expect(200); // another class
});

test('failures count like successes', async () => {
  const some = await start({ RATE_LIMIT_WRITES: '2' });
  const [ada = {}] = await membersOf(some, 1);
  const write = (body: object) => some.http.put('/api/v1/profile').set(ada).send(body);
  await write({ unknown: 1 }).expect(400);
  await some.http.post('/api/v1/service-tokens').set(ada).send({}).expect(403);
  expectRefusal(await write({ bio: 'x' }), limited);
});

test('people who are not signed in count by address, of which an IPv6 network is one', async () => {
  const some = await start({ RATE_LIMIT_OPEN_READS: '2' });
  const ask = (address: string) => stranger(some, from(address));
  expect(await statusesOf(3, () => ask('203.0.113.7'))).toEqual([404, 404, 429]);
  expect((await ask('203.0.113.8')).status).toBe(404);
  expect((await ask('::ffff:203.0.113.7')).status).toBe(429); // the same, in another spelling
  expect((await ask('::ffff:cb00:7107')).status).toBe(429);
  const network = ['2001:db8:1:2::1', '2001:0DB8:1:2:ffff::9', '2001:db8:1:2:3:4:5:6'];
  expect(await statusesOf(3, (turn) => ask(network[turn] ?? ''))).toEqual([404, 404, 429]);
  expect((await ask('2001:db8:1:3::1')).status).toBe(404);
});

test('an address that the client only claims counts for nothing', async () => {
  const some = await start({ TRUST_PROXY: '0', RATE_LIMIT_OPEN_READS: '3' });
  expect(await statusesOf(4, (turn) => stranger(some, from(`203.0.113.${turn}`)))).toEqual([404, 404, 404, 429]);
});

test('many accounts at one address may do as much as some of them', async () => {
  const some = await start({ RATE_LIMIT_WRITES: '2', RATE_LIMIT_ACCOUNTS_PER_ADDRESS: '2' });
  const members = await membersOf(some, 5);
  const write = (turn: number, address: string) => writeProfile(some, members[turn] ?? {}, from(address));
  expect(await statusesOf(5, (turn) => write(turn, '203.0.113.7'))).toEqual([200, 200, 200, 200, 429]);
  await write(4, '203.0.113.8').expect(200);
});

test('a token that is not good counts as nobody’s request', async () => {
  const some = await start({ RATE_LIMIT_OPEN_READS: '2' });
  const bad = { authorization: 'Bearer cst_guess' };
  expect(await statusesOf(3, () => readProfile(some, bad))).toEqual([401, 401, 429]);
});

test('a service counts by its token, whatever it asks for', async () => {
  const some = await start({ RATE_LIMIT_SERVICES: '2', RATE_LIMIT_OPEN_READS: '1' });
  const service = await createService(some, ['stats:write']);
  expect(await statusesOf(3, () => stranger(some, service.auth))).toEqual([404, 404, 429]);
  expect((await stranger(some)).status).toBe(404);
});

test('searching has a limit of its own, with and without an account', async () => {
  const some = await start({ RATE_LIMIT_SEARCHES: '2', RATE_LIMIT_SUGGESTIONS: '3' });
  const [ada = {}] = await membersOf(some, 1);
  const find = (who: Headers) => some.http.get('/api/v1/profiles?q=ada').set(who);
  expect(await statusesOf(3, () => find(ada))).toEqual([200, 200, 429]);
  expect(await statusesOf(3, () => find({}))).toEqual([200, 200, 429]);
  expect((await some.http.get('/api/v1/discover').set(ada)).status).toBe(429);
  const suggest = () => some.http.get('/api/v1/profiles/suggest?q=ada').set(ada);
  expect(await statusesOf(4, suggest)).toEqual([200, 200, 200, 429]);
  await readProfile(some, ada).expect(200);
});

test('registrations of one address of the network are counted by all processes together', async () => {
  const some = await start({ RATE_LIMIT_REGISTRATIONS: '3' });
  const beside = await startTestApp({ beside: some, env: { ...limitsOn, RATE_LIMIT_REGISTRATIONS: '3' } });
  try {
    const replies = await Promise.all(
      Array.from({ length: 8 }, (_, turn) =>
        (turn % 2 ? some : beside).http
          .post('/api/v1/auth/register')
          .send({ email: `p${turn}@example.com`, password: 'correct horse battery' }),
      ),
    );
    expect(replies.map(({ status }) => status).sort()).toEqual([202, 202, 202, 429, 429, 429, 429, 429]);
    expect(await rowsOf(some, 'select 1 from address_requests')).toHaveLength(3);
  } finally {
    await beside.close();
  }
});

test('what one process has counted first, the others hear of', async () => {
  const env = { ...limitsOn, RATE_LIMIT_READS: '20' };
  const some = await start(env);
  const beside = await startTestApp({ beside: some, env });
  try {
    const [ada = {}] = await membersOf(some, 1);
    expect(await statusesOf(21, () => readProfile(some, ada))).toEqual([...Array(20).fill(200), 429]);
    const deadline = Date.now() + 20_000;
    let heard = 0;
    // Few enough that the process would allow them all on its own.
    for (; heard < 15 && Date.now() < deadline; heard++) {
      if ((await readProfile(beside, ada)).status === 429) break;
      await new Promise((resolve) => setTimeout(resolve, 300));
    }
    expect(heard).toBeLessThan(15);
  } finally {
    await beside.close();
  }
});

test('the table of counts says of nobody that they were there', async () => {
  const some = await start({});
  const { http } = some;
  const email = 'ada@example.com';
  await http
    .post('/api/v1/auth/register')
    .set(from('203.0.113.7'))
    .send({ email, password: 'correct horse battery' })
    .expect(202);
  const rows = await rowsOf<{ key: string }>(some, 'select key from rate_limits');
  expect(rows.length).toBeGreaterThan(0);
  for (const { key } of rows) expect(key).toMatch(/^[\w-]+:[\w-]{22}$/);
});

test('what watches the service is never refused', async () => {
  const some = await start({ RATE_LIMIT_OPEN_READS: '1' });
  for (const path of ['/health', '/health/live', '/health/ready', '/metrics'])
    expect(await statusesOf(3, () => some.http.get(path))).toEqual([200, 200, 200]);
});

test('nothing is counted where a gateway does that', async () => {
  const some = await start({ RATE_LIMITS: 'off', RATE_LIMIT_OPEN_READS: '1' });
  expect(await statusesOf(3, () => stranger(some))).toEqual([404, 404, 404]);
  expect((await stranger(some)).headers).not.toHaveProperty('ratelimit-limit');
});

test('a store that fails refuses nobody: the process counts on its own, and says so once', async () => {
  const some = await start({ RATE_LIMIT_REGISTRATIONS: '3', LOG_LEVEL: 'warn' });
  const lines = captureLogs(some.container);
  await runAsOwner(some, 'alter table rate_limits rename to gone');
  const register = (turn: number) =>
    some.http.post('/api/v1/auth/register').send({ email: `p${turn}@example.com`, password: 'correct horse battery' });
  expect(await statusesOf(4, register)).toEqual([202, 202, 202, 429]);
  expect(lines.filter((line) => line.includes('store of the rate limits'))).toHaveLength(1);
  expect(await sampleOf(some, 'cameo_rate_limit_insured_total')).toBe(4);
  expect(await sampleOf(some, 'cameo_rate_limited_total')).toBe(1);
  await runAsOwner(some, 'alter table gone rename to rate_limits');
  expect((await register(5)).status).toBe(202); // the store knows of none of them
});

describeWithRedis('counts on Redis', () => {
  test('are shared, go on without it, and return to it', async () => {
    const redis = await startRedis();
    const env = { RATE_LIMIT_REGISTRATIONS: '3', REDIS_URL: redis.url };
    const some = await start(env);
    const beside = await startTestApp({ beside: some, env: { ...limitsOn, ...env } });
    try {
      const register = (turn: number, address = '203.0.113.7') =>
        (turn % 2 ? some : beside).http
          .post('/api/v1/auth/register')
          .set(from(address))
          .send({ email: `p${turn}@example.com`, password: 'correct horse battery' });
      const isInsured = async (one: TestApp) => {
        const before = await sampleOf(one, 'cameo_rate_limit_insured_total');
        await one.http.post('/api/v1/auth/logout').set(from('203.0.113.10')).send({}).expect(401);
        return before < (await sampleOf(one, 'cameo_rate_limit_insured_total'));
      };
      const bothConnected = () =>
        until('both count on Redis', async () => !(await isInsured(some)) && !(await isInsured(beside)));
      await bothConnected();
      expect(await statusesOf(4, register)).toEqual([202, 202, 202, 429]);
      expect(await rowsOf(some, 'select 1 from rate_limits')).toEqual([]);
      await redis.kill();
      expect(await statusesOf(7, (turn) => register(turn + 10, '203.0.113.8'))).toEqual([...Array(6).fill(202), 429]);
      await redis.start();
      await bothConnected();
      expect(await statusesOf(4, (turn) => register(turn + 20, '203.0.113.9'))).toEqual([202, 202, 202, 429]);
    } finally {
      await redis.start();
      await beside.close();
      await some.close();
      app = undefined;
      await redis.kill();
    }
  });
});

test('the documentation names the limit of every operation, its headers, and the refusal', async () => {
  const { paths, components } = await describeApi();
  const names = ['RateLimit-Limit', 'RateLimit-Remaining', 'RateLimit-Reset', 'RateLimit-Policy'];
  for (const [path, operations] of Object.entries(paths))
    for (const [method, { responses, description }] of Object.entries(operations)) {
      const isCounted = !/^\/(health|metrics|dev\/)/.test(path);
      const success = Object.entries(responses).find(([status]) => /^[23]/.test(status))?.[1];
      const wanted = isCounted ? expect.arrayContaining(names) : expect.not.arrayContaining(names);
      expect([method, path, Object.keys(success?.headers ?? {})]).toEqual([method, path, wanted]);
      if (!isCounted) continue;
      expect(description).toMatch(/Counts towards the limit of `[\w-]+` requests\./);
      expect(Object.keys(responses[429]?.headers ?? {})).toEqual(expect.arrayContaining([...names, 'Retry-After']));
    }
  expect(Object.keys(components.headers)).toEqual(expect.arrayContaining([...names, 'Retry-After']));
});
