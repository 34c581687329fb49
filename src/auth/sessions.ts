// Sessions: one row for each sign-in, and the refresh tokens that rotate through it.
import { createHash, createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import { QueryTypes, type Sequelize } from 'sequelize';
import { type Rights, type RightsRow, rightsOf, rightsSql } from '../accounts/index.ts';
import { hotStatement } from '../platform/db/hot-statement.ts';
import type { Tx } from '../platform/db/sequelize.ts';
import { isUuid, newId } from '../platform/ids.ts';

export interface SessionAccount extends Rights {
  readonly userId: string;
  readonly tenantId: string;
  readonly emailVerified: boolean;
}

/** `<session id>.<secret>.<signature>`; only a hash of the secret is kept. */
interface RefreshToken {
  readonly sessionId: string;
  readonly hash: Buffer;
}

export type Sessions = ReturnType<typeof createSessions>;

const hashOf = (secret: string): Buffer => createHash('sha256').update(secret).digest();

export function createSessions(deps: { sequelize: Sequelize; lifetimeDays: number; tokenKey: Buffer }) {
  const { sequelize } = deps;

  // A used token ends its session, so it must be known for one of ours: an id alone is in every access token.
  const signatureOf = (text: string) => createHmac('sha256', deps.tokenKey).update(text).digest();

  function parse(token: string): RefreshToken | undefined {
    const [sessionId = '', secret = '', signature = '', ...rest] = token.split('.');
    if (!isUuid(sessionId) || rest.length > 0) return undefined;
    const given = Buffer.from(signature, 'base64url');
    const expected = signatureOf(`${sessionId}.${secret}`);
    const isOurs = given.length === expected.length && timingSafeEqual(given, expected);
    return isOurs ? { sessionId, hash: hashOf(secret) } : undefined;
  }

  const select = <Row extends object>(sql: string, bind: unknown[], tx?: Tx) =>
    sequelize.query<Row>(sql, { type: QueryTypes.SELECT, bind, ...(tx && { transaction: tx }) });
  const selectAccount = hotStatement<Omit<SessionAccount, keyof Rights> & RightsRow>(
    sequelize,
    `select u.id as "userId", u.tenant_id as "tenantId", ${rightsSql}, u.email_verified_at is not null as "emailVerified"
     from sessions s join users u on u.id = s.user_id
     where s.id = $1 and s.revoked_at is null and s.expires_at > now() and u.status = 'active'`,
  );
  const newToken = (sessionId: string) => {
    const secret = randomBytes(32).toString('base64url');
    const body = `${sessionId}.${secret}`;
    return { token: `${body}.${signatureOf(body).toString('base64url')}`, hash: hashOf(secret) };
  };
  const lifetime = `${deps.lifetimeDays} days`;

  return {
    /** Opens a session. Returns its id and first refresh token. */
    async open(
      tx: Tx,
      account: { userId: string; tenantId: string },
      userAgent: string | undefined,
    ): Promise<{ sessionId: string; refreshToken: string }> {
      const sessionId = newId();
      const { token, hash } = newToken(sessionId);
      await sequelize.query(
        `insert into sessions (id, tenant_id, user_id, token_hash, user_agent, expires_at)
         values ($1, $2, $3, $4, $5, now() + $6::interval)`,
        { transaction: tx, bind: [sessionId, account.tenantId, account.userId, hash, userAgent ?? null, lifetime] },
      );
      return { sessionId, refreshToken: token };
    },

    /**
     * Exchanges a refresh token for the next one. A token that was exchanged before means that somebody else has it:
     * the whole session ends. Returns undefined for a token that is not (any more) good.
     */
    async rotate(
      tx: Tx,
      refreshToken: string,
    ): Promise<{ userId: string; tenantId: string; sessionId: string; refreshToken?: string } | undefined> {
      const given = parse(refreshToken);
      if (!given) return undefined;
      const [session] = await select<{ userId: string; tenantId: string; tokenHash: Buffer }>(
        `select user_id as "userId", tenant_id as "tenantId", token_hash as "tokenHash" from sessions
         where id = $1 and revoked_at is null and expires_at > now() for update`,
        [given.sessionId],
        tx,
      );
      if (!session) return undefined;
      const { userId, tenantId, tokenHash } = session;
      const { sessionId } = given;
      if (!timingSafeEqual(tokenHash, given.hash)) {
        await sequelize.query(
          `update sessions set revoked_at = now(), revoked_because = 'refresh token replayed' where id = $1`,
          { transaction: tx, bind: [sessionId] },
        );
        return { userId, tenantId, sessionId };
      }
      const next = newToken(sessionId);
      await sequelize.query(
        'update sessions set token_hash = $2, last_used_at = now(), expires_at = now() + $3::interval where id = $1',
        { transaction: tx, bind: [sessionId, next.hash, lifetime] },
      );
      return { userId, tenantId, sessionId, refreshToken: next.token };
    },

    /** The session that a refresh token of ours was made for, whether or not it has been used. */
    idOf: (refreshToken: string): string | undefined => parse(refreshToken)?.sessionId,

    /** Ends a session. Returns whose it was; undefined when it was over. */
    async end(tx: Tx, sessionId: string) {
      const [ended] = await select<{ userId: string; tenantId: string }>(
        `update sessions set revoked_at = now(), revoked_because = 'signed out'
         where id = $1 and revoked_at is null
         returning user_id as "userId", tenant_id as "tenantId"`,
        [sessionId],
        tx,
      );
      return ended;
    },

    async endAll(tx: Tx, userId: string, because: string): Promise<void> {
      await sequelize.query(
        'update sessions set revoked_at = now(), revoked_because = $2 where user_id = $1 and revoked_at is null',
        { transaction: tx, bind: [userId, because] },
      );
    },

    /** Who a live session belongs to, as the account stands now. */
    async findAccount(sessionId: string): Promise<SessionAccount | undefined> {
      const [row] = await selectAccount([sessionId]);
      if (!row) return undefined;
      const { roles, granted, ...account } = row;
      return { ...account, ...rightsOf({ roles, granted }) };
    },
  };
}
