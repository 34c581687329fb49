// Access tokens for people who were written by SQL: a session row each, signed with the key of the stage.
import { randomUUID } from 'node:crypto';
import { systemClock } from '../../dist/src/platform/clock.js';
import { loadKeys } from '../../dist/src/platform/keys.js';
import { createTokens } from '../../dist/src/platform/tokens.js';

export const publicUrl = 'http://localhost';

/** One token for each id, good for an hour. Makes the keys of `directory`, so call it before any server starts. */
export async function signIn({ pool, directory }, ids) {
  const keys = loadKeys({ secret: undefined, signingKey: undefined, dataDirectory: directory });
  const tokens = createTokens({ keys, issuer: publicUrl, clock: systemClock });
  const people = ids.map((id) => ({ id, session: randomUUID() }));
  await pool.query(
    `insert into sessions (id, tenant_id, user_id, token_hash, expires_at)
     select s.session, u.tenant_id, u.id, '\\x00', now() + interval '1 day'
     from jsonb_to_recordset($1) as s (id uuid, session uuid) join users u on u.id = s.id`,
    [JSON.stringify(people)],
  );
  return Promise.all(
    people.map(({ id, session }) => tokens.sign('access', { subject: id, claims: { sid: session } }, 3600)),
  );
}
