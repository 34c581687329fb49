// Behind a reverse proxy: whose address an activity is kept with, whatever the proxy hands on.
import { startTestApp, type TestApp } from '../support/app.ts';
import { createPerson, type Person } from '../support/people.ts';
import { rowsOf } from '../support/work.ts';

let app: TestApp;
let person: Person;
beforeAll(async () => {
  app = await startTestApp({ env: { TRUST_PROXY: '1' } });
  person = await createPerson(app);
});
afterAll(() => app?.close());

test.each<[forwarded: string, kept: string | null]>([
  ['203.0.113.7', '203.0.113.7'],
  ['2001:db8::7', '2001:db8::7'],
  ['198.51.100.1, 203.0.113.7', '203.0.113.7'],
  ['fe80::7%eth0', 'fe80::7'],
  ['unknown', null],
  ['203.0.113.7:4711', null],
  ["'; drop table users; --", null],
  [',', '127.0.0.1'],
])('X-Forwarded-For: %s', async (forwarded, kept) => {
  await app.http
    .put('/api/v1/profile')
    .set(person.auth)
    .set('x-forwarded-for', forwarded)
    .send({ bio: 'x' })
    .expect(200);
  expect(await rowsOf(app, 'select host(ip) as ip from activities order by id desc limit 1')).toEqual([{ ip: kept }]);
});
