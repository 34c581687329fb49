// Rows of `sessions`: one for each sign-in. Its only writer, beside `external-sessions.ts`.
import { QueryTypes, type Sequelize } from 'sequelize';
import { type Rights, type RightsRow, rightsOf, rightsSql } from '../accounts/index.ts';
import type { Origin } from '../contracts/identity.ts';
import { hotStatement } from '../platform/db/hot-statement.ts';
import type { Tx } from '../platform/db/sequelize.ts';
import { newId } from '../platform/ids.ts';
import { createCookieSecret, parseCookieSecret, type RefreshTokens } from './secrets.ts';

/** What a person can prove themselves with. */
export type AuthMethod = 'password' | 'totp' | 'recovery-code' | 'external';

/** What the client holds: tokens that a program keeps, or a cookie that no script can read. */
export type Carrier = 'tokens' | 'cookie';

export interface SessionAccount extends Rights {
  readonly userId: string;
  readonly tenantId: string;
  readonly sessionId: string;
  readonly emailVerified: boolean;
}

type Owner = Pick<SessionAccount, 'userId' | 'tenantId'>;

export interface NewSession extends Owner {
  /** The hash that was checked: no session is opened with a password that was changed meanwhile. */
  readonly passwordHash?: string;
  readonly carrier: Carrier;
  readonly methods: readonly AuthMethod[];
  /** When the person proved themselves; now, unless somebody else has seen it. */
  readonly provedAt?: Date;
}

type AccountRow = Omit<SessionAccount, keyof Rights> & RightsRow & { readonly slid: boolean };

const isLive = 's.revoked_at is null and s.expires_at > now()';
const owner = 'user_id as "userId", tenant_id as "tenantId"';
export const networkOf = (parameter: string) =>
  `network(set_masklen(${parameter}::inet, least(masklen(${parameter}::inet), case family(${parameter}::inet) when 4 then 24 else 48 end)))`;

// Whoever changes the account at this moment is waited for, and then the password is compared again.
const insertSql = `
insert into sessions (id, tenant_id, user_id, token_hash, carrier, methods, user_agent, network, expires_at, authenticated_at)
select $1, u.tenant_id, u.id, $4, $5, $6, $7, ${networkOf('$8')}, now() + $9::interval, least($11::timestamptz, now())
from users u
where u.id = $3 and u.tenant_id = $2 and u.status = 'active' and ($10::text is null or u.password_hash = $10)
for share of u returning id`;

// A cookie lives on while it is used, and its use is noted every five minutes.
const byCookieSql = `
with s as (
  select s.id, s.user_id, s.last_used_at from sessions s
  where s.id = $1 and s.token_hash = $2 and s.carrier = 'cookie' and ${isLive}
), used as (
  update sessions set last_used_at = now(), expires_at = now() + $3::interval from s
  where sessions.id = s.id and s.last_used_at < now() - interval '5 minutes' returning 1
)`;

const accountSql = `
select u.id as "userId", u.tenant_id as "tenantId", s.id as "sessionId", ${rightsSql},
  u.email_verified_at is not null as "emailVerified"`;

export type Sessions = ReturnType<typeof createSessions>;

export function createSessions(deps: { sequelize: Sequelize; lifetimeDays: number; refreshTokens: RefreshTokens }) {
  const { sequelize, refreshTokens } = deps;
  const lifetime = `${deps.lifetimeDays} days`;
  const select = <Row extends object>(sql: string, bind: unknown[], tx?: Tx) =>
    sequelize.query<Row>(sql, { type: QueryTypes.SELECT, bind, ...(tx && { transaction: tx }) });
  const run = (tx: Tx, sql: string, bind: unknown[]) => sequelize.query(sql, { bind, transaction: tx });

  const selectAccount = hotStatement<AccountRow>(
    sequelize,
    `${accountSql}, false as slid from sessions s join users u on u.id = s.user_id
     where s.id = $1 and ${isLive} and u.status = 'active'`,
  );
  const selectByCookie = hotStatement<AccountRow>(
    sequelize,
    `${byCookieSql} ${accountSql}, exists (select from used) as slid from s join users u on u.id = s.user_id
     where u.status = 'active'`,
  );
  const accountOf = ({ roles, granted, slid: _slid, ...account }: AccountRow): SessionAccount => ({
    ...account,
    ...rightsOf({ roles, granted }),
  });

  return {
    /** Opens a session. Returns its id and what its client holds; undefined when the account may not sign in any more. */
    async open(
      tx: Tx,
      session: NewSession,
      origin: Origin,
    ): Promise<{ sessionId: string; secret: string } | undefined> {
      const { userId, tenantId, carrier, methods, passwordHash = null, provedAt = null } = session;
      const sessionId = newId();
      const { value, hash } = carrier === 'cookie' ? createCookieSecret(sessionId) : refreshTokens.create(sessionId);
      const { userAgent = null, ip = null } = origin;
      const whose = [sessionId, tenantId, userId, hash, carrier, methods, userAgent, ip];
      const bind = [...whose, lifetime, passwordHash, provedAt];
      const opened = await select(insertSql, bind, tx);
      return opened.length === 1 ? { sessionId, secret: value } : undefined;
    },

    /**
     * Exchanges a refresh token for the next one. A token that was exchanged before means that somebody else has it:
     * the whole session ends. Returns undefined for a token that is not (any more) good.
     */
    async rotate(
      tx: Tx,
      refreshToken: string,
      origin: Origin,
    ): Promise<(Owner & { sessionId: string; refreshToken?: string }) | undefined> {
      const given = refreshTokens.parse(refreshToken);
      if (!given) return undefined;
      const { sessionId } = given;
      const [session] = await select<Owner & { isCurrent: boolean }>(
        `select ${owner}, token_hash = $2 as "isCurrent" from sessions s
         where id = $1 and carrier = 'tokens' and ${isLive} for update`,
        [sessionId, given.hash],
        tx,
      );
      if (!session) return undefined;
      const { isCurrent, ...whose } = session;
      if (!isCurrent) {
        await run(
          tx,
          `update sessions set revoked_at = now(), revoked_because = 'refresh token replayed' where id = $1`,
          [sessionId],
        );
        return { ...whose, sessionId };
      }
      const next = refreshTokens.create(sessionId);
      await run(
        tx,
        `update sessions set token_hash = $2, last_used_at = now(), expires_at = now() + $3::interval,
           user_agent = $4, network = ${networkOf('$5')} where id = $1`,
        [sessionId, next.hash, lifetime, origin.userAgent ?? null, origin.ip ?? null],
      );
      return { ...whose, sessionId, refreshToken: next.value };
    },

    /** Ends a session, of this account if one is named. Returns whose it was; undefined when there is none. */
    async end(tx: Tx, sessionId: string, userId: string | null = null): Promise<Owner | undefined> {
      const [ended] = await select<Owner>(
        `update sessions set revoked_at = now(), revoked_because = 'signed out'
         where id = $1 and revoked_at is null and ($2::uuid is null or user_id = $2) returning ${owner}`,
        [sessionId, userId],
        tx,
      );
      return ended;
    },

    /** Ends every session of an account but `exceptId`. Returns how many that were. */
    async endAll(tx: Tx, userId: string, because: string, exceptId: string | null = null): Promise<number> {
      const ended = await select(
        `update sessions s set revoked_at = now(), revoked_because = $2
         where user_id = $1 and ${isLive} and ($3::uuid is null or id <> $3) returning id`,
        [userId, because, exceptId],
        tx,
      );
      return ended.length;
    },

    /** Notes that the person has just proved themselves with `methods` again; not by password alone where a second factor is on. Returns when. */
    async refreshProof(tx: Tx, sessionId: string, methods: readonly AuthMethod[]): Promise<Date | undefined> {
      const [row] = await select<{ at: Date }>(
        `update sessions s set authenticated_at = now(),
           methods = array(select distinct unnest(methods || $2::text[]) order by 1)
         where id = $1 and ${isLive} and ($2::text[] && '{totp,recovery-code}' or not exists (
             select from second_factors f where f.user_id = s.user_id and f.confirmed_at is not null))
         returning authenticated_at as at`,
        [sessionId, methods],
        tx,
      );
      return row?.at;
    },

    /** When the person last proved themselves, asked of the row: what is remembered of a token may be a minute old. */
    async provedAt(sessionId: string): Promise<Date | undefined> {
      const [row] = await select<{ at: Date }>(
        `select authenticated_at as at from sessions s where id = $1 and ${isLive}`,
        [sessionId],
      );
      return row?.at;
    },

    /** Who a live session belongs to, as the account stands now. */
    async findAccount(sessionId: string): Promise<SessionAccount | undefined> {
      const [row] = await selectAccount([sessionId]);
      return row && accountOf(row);
    },

    /** The same by cookie; `slid` when its life has just been prolonged. */
    async findByCookie(cookie: string): Promise<{ account: SessionAccount; slid: boolean } | undefined> {
      const given = parseCookieSecret(cookie);
      const [row] = given ? await selectByCookie([given.sessionId, given.hash, lifetime]) : [];
      return row && { account: accountOf(row), slid: row.slid };
    },
  };
}
