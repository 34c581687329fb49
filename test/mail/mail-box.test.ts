// The mail box of development as a page: what was sent, as text, and nothing else of what people wrote.
import { startTestApp, type TestApp } from '../support/app.ts';
import { workDone } from '../support/work.ts';

let app: TestApp;
beforeAll(async () => {
  app = await startTestApp({ workers: true });
});
afterAll(() => app?.close());

test('it shows the mails to an address, with links and without markup of others', async () => {
  const email = 'ada@example.com';
  const account = { email, password: 'correct horse battery', displayName: '<img src=x onerror=alert(1)>' };
  await app.http.post('/api/v1/auth/register').send(account).expect(202);
  await workDone(app);
  const { text, headers } = await app.http.get('/dev/mail').query({ to: email }).expect(200);
  expect(headers['content-type']).toBe('text/html; charset=utf-8');
  expect(text).toMatch(/To ada@example\.com/);
  expect(text).toMatch(/<a href="http[^"]+token=/);
  expect(text).not.toContain('<img');
  const others = await app.http.get('/dev/mail').query({ to: 'eve@example.com' }).expect(200);
  expect(others.text).toContain('No mail yet.');
});
