// Accounts from the shell: `npm run cameo -- account:create`.
import { startTestApp, type TestApp } from '../support/app.ts';
import { mailTo, proofOf } from '../support/mailbox.ts';
import { testPassword } from '../support/people.ts';
import { runShell } from '../support/shell.ts';
import { rowsOf } from '../support/work.ts';

let app: TestApp;

beforeAll(async () => {
  app = await startTestApp({ workers: true });
});
afterAll(() => app?.close());

const cameo = (...args: string[]) => runShell(app, ...args);
const login = (email: string) => app.http.post('/api/v1/auth/login').send({ email, password: testPassword });

test('makes an administrator who can sign in', async () => {
  const email = 'root@example.com';
  const options = [
    '--email',
    email,
    '--password',
    testPassword,
    '--role',
    'platform-admin',
    '--verified',
    '--name',
    'Root R.',
    '--handle',
    'the-root',
  ];
  const made = await cameo('account:create', ...options);
  expect(made).toMatchObject({
    code: 0,
    out: expect.stringMatching(/^Account [0-9a-f-]{36} \(platform-admin, verified\) for root@example\.com\n$/),
    err: '',
  });
  const { body } = await login(email).expect(200);
  await app.http.get('/admin/queues').set('authorization', `Bearer ${body.data.accessToken}`).expect(200);
  expect(await rowsOf(app, `select display_name, handle from profiles`)).toEqual([
    { display_name: 'Root R.', handle: 'the-root' },
  ]);

  const again = await cameo('account:create', ...options);
  expect(again).toMatchObject({ code: 1, out: '', err: 'There is an account with this address already.\n' });
});

test('without --verified the owner proves the address, and keeps the role', async () => {
  const email = 'moderator@example.com';
  expect(
    await cameo('account:create', '--email', email, '--password', testPassword, '--role', 'moderator'),
  ).toMatchObject({ code: 0 });
  await app.http
    .post('/api/v1/auth/verify-email')
    .send({ token: proofOf(await mailTo(app, email)).token, password: testPassword })
    .expect(200);
  expect(await rowsOf(app, 'select roles from users where email = $1', [email])).toEqual([{ roles: ['moderator'] }]);
});

test.each<[name: string, args: string[], says: RegExp]>([
  ['no command', [], /^Usage: npm run cameo -- account:create/],
  ['an unknown command', ['account:destroy'], /^Usage: npm run cameo/],
  ['a name of every object', ['constructor'], /^Usage: npm run cameo/],
  ['an unknown option', ['account:create', '--emial', 'a@example.com'], /--emial/],
  [
    'an address that is none',
    ['account:create', '--email', 'nobody', '--password', testPassword],
    /email must be an e-mail address[\s\S]*Usage/,
  ],
  [
    'no address and a short password',
    ['account:create', '--password', 'short'],
    /email is required[\s\S]*password[\s\S]*Usage/,
  ],
  [
    'a role that does not exist',
    ['account:create', '--email', 'a@example.com', '--password', testPassword, '--role', 'king'],
    /role must be one of/,
  ],
])('%s: refused with a sentence and status 1', async (_, args, says) => {
  const before = await rowsOf(app, 'select id from users');
  const { code, out, err } = await cameo(...args);
  expect({ code, out }).toEqual({ code: 1, out: '' });
  expect(err).toMatch(says);
  expect(err).not.toMatch(/^\s+at /m);
  expect(err).not.toContain(testPassword);
  expect(await rowsOf(app, 'select id from users')).toEqual(before);
});
