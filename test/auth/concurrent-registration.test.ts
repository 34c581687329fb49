// A thousand registrations of one address at once, in five spellings, over two processes.
import { startTestApp } from '../support/app.ts';
import { mailsTo } from '../support/mailbox.ts';
import { rowsOf, workDone } from '../support/work.ts';

const spellings = [
  'zo\u00eb@example.com',
  'zoe\u0308@example.com',
  'ZO\u00cb@EXAMPLE.COM',
  '\uff5a\uff4f\u00eb@example.com',
  'zo\u00eb@example.com.',
];

test('make one account, at most one verification mail, and not one failure', async () => {
  const app = await startTestApp({ workers: true });
  const beside = await startTestApp({ beside: app });
  try {
    const statuses = await Promise.all(
      Array.from({ length: 1000 }, async (_, turn) => {
        const { url } = turn % 2 ? app : beside;
        const reply = await fetch(`${url}/api/v1/auth/register`, {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify({ email: spellings[turn % 5], password: 'correct horse battery' }),
        });
        await reply.arrayBuffer();
        return reply.status;
      }),
    );
    expect([...new Set(statuses)]).toEqual([202]);
    await workDone(app);
    const accounts = await rowsOf<{ email: string }>(app, 'select email from users');
    expect(accounts).toHaveLength(1);
    expect(await rowsOf(app, 'select 1 from profiles')).toHaveLength(1);
    expect(await mailsTo(app, accounts[0]?.email ?? '')).toHaveLength(1);
  } finally {
    await beside.close();
    await app.close();
  }
}, 120_000);
