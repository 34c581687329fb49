import { jest } from '@jest/globals';
import pg from 'pg';
import { startTestApp } from '../support/app.ts';
import { createPerson, testPassword, cookieOf } from '../support/people.ts';
import { rowsOf, run } from '../support/work.ts';
test('x', async () => {
  const app = await startTestApp();
  const out: string[] = [];
  try {
    const { query } = pg.Client.prototype;
    let n: string[] = [];
    jest.spyOn(pg.Client.prototype, 'query').mockImplementation(function (this: pg.Client, ...args: unknown[]) {
      const [s] = args; const text = typeof s === 'string' ? s : (s as { text: string }).text;
      if (!/rate_limits|pg_notify|^select 1$|bullmq|add_jobs/i.test(text)) n.push(text.replace(/\s+/g, ' ').trim().slice(0, 50));
      return Reflect.apply(query, this, args);
    });
    const count = async (name: string, f: () => Promise<unknown>) => {
      n = []; const r = await f() as { status?: number }; const k = [...n]; await app.container.relay.idle(); 
      out.push(`${name} ${r?.status ?? ''}: ${k.length} (+${n.length - k.length} after)\n   ${process.env.V ? n.join('\n   ') : ''}`); return r as never;
    };
    const post = (p: string, b: object, h = {}) => async () => app.http.post(`/api/v1/auth/${p}`).set(h).send(b);
    const person = await createPerson(app);
    for (const turn of [1, 2]) {
      await count('register', post('register', { email: `r${turn}@example.com`, password: testPassword }));
      await count('register handle', post('register', { email: `rh${turn}@example.com`, password: testPassword, handle: `hand${turn}` }));
      const asks = await rowsOf<{ id: string }>(app, 'select id from address_requests order by created_at');
      for (const { id } of asks) await count('answer registration', () => app.container.auth.answerAddressRequest(id));
      for (const [e, h] of [[`r${turn}@example.com`, ''], [`rh${turn}@example.com`, 'handle']]) {
        const [v] = await rowsOf<{ id: string }>(app, 'select id from email_verifications where email = $1', [e]);
        const m = await app.container.verifications.mailFor(v?.id ?? '');
        await count(`prove ${h}`, post('verify-email', { token: m?.token, password: testPassword }));
      }
      const l = await count('login', post('login', { email: person.email, password: testPassword })) as { body: { data: { refreshToken: string } } };
      await count('login fail', post('login', { email: person.email, password: 'x' }));
      await count('refresh', post('refresh', { refreshToken: l.body.data.refreshToken }));
      await count('forgot', post('forgot-password', { email: person.email }));
      for (const { id } of await rowsOf<{ id: string }>(app, 'select id from address_requests')) await count('answer forgot', () => app.container.auth.answerAddressRequest(id));
      const [rs] = await rowsOf<{ id: string }>(app, 'select id from password_resets where consumed_at is null order by id desc limit 1');
      const m = await app.container.resets.mailFor(rs?.id ?? '');
      await count('reset', post('reset-password', { token: m?.token, password: testPassword }));
      const cookie = await cookieOf(app, person);
      const h = { cookie: `__Host-cameo-session=${cookie}`, 'sec-fetch-site': 'same-origin' };
      await count('cookie first + list', async () => app.http.get('/api/v1/users/me/sessions').set(h));
      await count('list', async () => app.http.get('/api/v1/users/me/sessions').set(h));
      await count('reauth', post('reauthenticate', { password: testPassword }, h));
      await app.http.get('/api/v1/users/me/sessions').set(h);
      await count('change', async () => app.http.put('/api/v1/users/me/password').set(h).send({ currentPassword: testPassword, newPassword: testPassword }));
      await app.http.get('/api/v1/users/me/sessions').set(h);
      await count('end all', async () => app.http.delete('/api/v1/users/me/sessions?keepCurrent=true').set(h));
      await app.http.get('/api/v1/users/me/sessions').set(h);
      await count('logout', post('logout', {}, h));
    }
  } finally { console.log(out.join('\n')); await app.close(); }
});
