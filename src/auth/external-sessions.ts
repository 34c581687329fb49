// Sessions of people whom others have signed in: one row for each of theirs, so that it can be listed and ended here, too.
import { createHash, randomBytes } from 'node:crypto';
import { QueryTypes, type Sequelize } from 'sequelize';
import { type Rights, type RightsRow, rightsOf, rightsSql } from '../accounts/index.ts';
import type { Origin } from '../contracts/identity.ts';
import { hotStatement } from '../platform/db/hot-statement.ts';
import type { Tx } from '../platform/db/sequelize.ts';
import { newId } from '../platform/ids.ts';
import type { ExternalProof } from './external-proof.ts';
import { networkOf } from './sessions.ts';

export interface ExternalAccount extends Rights {
  readonly userId: string;
  readonly emailVerified: boolean;
  readonly isActive: boolean;
  /** Null when a session has to be opened, or its row has to learn of this proof. */
  readonly sessionId: string | null;
}

type Row = RightsRow & Omit<ExternalAccount, keyof Rights>;

// Its use is noted every five minutes.
const findSql = `
select u.id as "userId", u.email_verified_at is not null as "emailVerified", u.status = 'active' as "isActive", ${rightsSql},
  s.id as "sessionId"
from external_identities e join users u on u.id = e.user_id
left join sessions s on s.external_key = $4 and s.user_id = u.id and s.revoked_at is null and s.expires_at >= $5
  and s.authenticated_at >= coalesce($6::timestamptz, '-infinity') and s.last_used_at > now() - interval '5 minutes'
where e.tenant_id = $1 and e.issuer = $2 and e.subject = $3`;

const lockSql = `
select revoked_at is null and expires_at > now() as "isLive" from sessions where external_key = $1 for update`;

// Nobody can present what hashes to random bytes: such a session has no cookie and no refresh token of ours.
const openSql = `
insert into sessions as s (id, tenant_id, user_id, token_hash, carrier, methods, user_agent, network, expires_at,
  external_key, authenticated_at)
select $1, u.tenant_id, u.id, $4, $5, '{external}', $6, ${networkOf('$7')}, $8, $9, coalesce($10::timestamptz, $11::timestamptz)
from users u where u.id = $3 and u.tenant_id = $2 and u.status = 'active' for share of u
on conflict (external_key) where external_key is not null do update set
  user_agent = excluded.user_agent, network = excluded.network, last_used_at = now(),
  expires_at = greatest(s.expires_at, excluded.expires_at),
  authenticated_at = case when s.revoked_at is null and s.expires_at > now()
    then greatest(s.authenticated_at, $10::timestamptz) else excluded.authenticated_at end,
  revoked_at = null, revoked_because = null
where s.user_id = excluded.user_id and (s.revoked_at is null or s.revoked_at < $11::timestamptz)
returning id as "sessionId", xmax = 0 as inserted`;

const keyOf = ({ tenantId, issuer, subject, session }: ExternalProof): Buffer =>
  createHash('sha256')
    .update(JSON.stringify([tenantId, issuer, subject, session.id]))
    .digest();

export type ExternalSessions = ReturnType<typeof createExternalSessions>;

export function createExternalSessions(sequelize: Sequelize) {
  const findRow = hotStatement<Row>(sequelize, findSql);
  const select = <Row extends object>(sql: string, bind: unknown[], tx: Tx) =>
    sequelize.query<Row>(sql, { type: QueryTypes.SELECT, bind, transaction: tx });

  return {
    /** Whose account it is; undefined when the person is new. */
    async findAccount(proof: ExternalProof): Promise<ExternalAccount | undefined> {
      const { tenantId, issuer, subject, session } = proof;
      const bind = [tenantId, issuer, subject, keyOf(proof), session.expiresAt, session.provedAt];
      const [row] = await findRow(bind);
      if (!row) return undefined;
      const { roles, granted, ...account } = row;
      return { ...account, ...rightsOf({ roles, granted }) };
    },

    /**
     * Opens the session that the proof tells of, or notes that it goes on; `isNew` when it was not open just before.
     * Undefined when the account may not sign in, or the session was ended here after the proof was given.
     */
    async open(
      tx: Tx,
      userId: string,
      proof: ExternalProof,
      origin: Pick<Origin, 'ip' | 'userAgent'>,
    ): Promise<{ sessionId: string; isNew: boolean } | undefined> {
      const key = keyOf(proof);
      const { carrier, expiresAt, provedAt, saidAt } = proof.session;
      const { userAgent = null, ip = null } = origin;
      const [before] = await select<{ isLive: boolean }>(lockSql, [key], tx);
      const unknowable = randomBytes(32);
      const whose = [newId(), proof.tenantId, userId, unknowable, carrier];
      const bind = [...whose, userAgent, ip, expiresAt, key, provedAt, saidAt];
      const [opened] = await select<{ sessionId: string; inserted: boolean }>(openSql, bind, tx);
      return opened && { sessionId: opened.sessionId, isNew: before ? !before.isLive : opened.inserted };
    },
  };
}
