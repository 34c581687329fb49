// Many people at once, who never typed a password: rows made in one statement each, and tokens that are as good as any.
import { newId } from '../../src/platform/ids.ts';
import type { TestApp } from './app.ts';
import type { Person } from './people.ts';
import { run } from './work.ts';

/** Makes `count` verified members with profiles and open sessions. */
export async function createCrowd(app: TestApp, count: number): Promise<Pick<Person, 'id' | 'auth'>[]> {
  const people = Array.from({ length: count }, () => ({ id: newId(), sessionId: newId() }));
  const ids = people.map(({ id }) => id);
  const tenant = `(select id from tenants where slug = 'default')`;
  await run(
    app,
    `insert into users (id, tenant_id, email, email_key, password_hash, email_verified_at)
     select id, ${tenant}, id || '@crowd.example', id || '@crowd.example', 'none', now() from unnest($1::uuid[]) as id`,
    [ids],
  );
  await run(
    app,
    `insert into profiles (user_id, tenant_id, visibility) select id, ${tenant}, 'private' from unnest($1::uuid[]) as id`,
    [ids],
  );
  await run(
    app,
    `insert into sessions (id, tenant_id, user_id, token_hash, expires_at)
     select s.id, ${tenant}, s.user_id, '', now() + interval '1 day'
     from unnest($1::uuid[], $2::uuid[]) as s (id, user_id)`,
    [people.map(({ sessionId }) => sessionId), ids],
  );
  return Promise.all(
    people.map(async ({ id, sessionId }) => {
      const token = await app.container.tokens.sign('access', { subject: id, claims: { sid: sessionId } }, 3600);
      return { id, auth: { authorization: `Bearer ${token}` } };
    }),
  );
}
