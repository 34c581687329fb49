// What other back ends sign in with: random tokens of which only a hash is kept, each with what it may do.
import { createHash, randomBytes } from 'node:crypto';
import { QueryTypes } from 'sequelize';
import { actorOf } from '../contracts/audit.ts';
import type { Identity, Origin, ServiceIdentity, ServiceScope } from '../contracts/identity.ts';
import type { Transact, UnitOfWork } from '../outbox/index.ts';
import { hotStatement } from '../platform/db/hot-statement.ts';
import type { Sequelize } from '../platform/db/sequelize.ts';
import { notFound } from '../platform/http/errors.ts';
import { type Page, type PageQuery, pageOf, placeOf } from '../platform/http/page.ts';
import { newId } from '../platform/ids.ts';

// Secret scanners know tokens by such a beginning, and nobody takes one for a JWT.
const prefix = 'cst_';

export interface ServiceToken {
  readonly id: string;
  readonly name: string;
  readonly scopes: readonly ServiceScope[];
  readonly createdAt: Date;
  /** To the hour. */
  readonly lastUsedAt: Date | null;
  readonly revokedAt: Date | null;
}

export const isServiceToken = (token: string): boolean => token.startsWith(prefix);

const hashOf = (token: string): Buffer => createHash('sha256').update(token).digest();

const columns = `id, name, scopes, created_at as "createdAt", last_used_at as "lastUsedAt", revoked_at as "revokedAt"`;

const findSql = `
with token as (select id, tenant_id, scopes from service_tokens where token_hash = $1 and revoked_at is null),
used as (
  update service_tokens s set last_used_at = date_trunc('hour', now()) from token
  where s.id = token.id and (s.last_used_at is null or s.last_used_at < date_trunc('hour', now()))
)
select id as "tokenId", tenant_id as "tenantId", scopes from token`;

const revokeSql = `
update service_tokens s set revoked_at = coalesce(before.revoked_at, now())
from (select id, revoked_at, name from service_tokens where id = $1 and tenant_id = $2 for update) before
where s.id = before.id returning s.id, s.name, before.revoked_at is null as "wasLive"`;

export type ServiceTokens = ReturnType<typeof createServiceTokens>;

export function createServiceTokens(deps: { sequelize: Sequelize; transact: Transact }) {
  const { sequelize, transact } = deps;
  const select = <Row extends object>(sql: string, bind: unknown[], unit?: UnitOfWork) =>
    sequelize.query<Row>(sql, { type: QueryTypes.SELECT, bind, ...(unit && { transaction: unit.tx }) });
  const selectByHash = hotStatement<Omit<ServiceIdentity, 'kind'>>(sequelize, findSql);

  return {
    /** Makes a token, which is told this once. */
    create(identity: Identity, origin: Origin, wanted: { name: string; scopes: readonly ServiceScope[] }) {
      const token = `${prefix}${randomBytes(32).toString('base64url')}`;
      const { tenantId, userId } = identity;
      const { name, scopes } = wanted;
      return transact(origin, async (unit): Promise<ServiceToken & { token: string }> => {
        const [made] = await select<ServiceToken>(
          `insert into service_tokens (id, tenant_id, name, scopes, token_hash) values ($1, $2, $3, $4, $5) returning ${columns}`,
          [newId(), tenantId, name, scopes, hashOf(token)],
          unit,
        );
        if (!made) throw new Error('a service token was not stored');
        const changes = { name: { from: null, to: name }, scopes: { from: null, to: scopes } };
        unit.record({ tenantId, userId, actorId: userId, type: 'service-token.created', changes });
        const target = { type: 'service-token', id: made.id } as const;
        unit.audit({ tenantId, action: 'service-tokens.created', actor: actorOf(identity), target, after: wanted });
        return { ...made, token };
      });
    },

    /** The tokens of a tenant, newest first, revoked ones included. @throws INVALID_CURSOR */
    async list({ tenantId }: Identity, query: PageQuery): Promise<Page<ServiceToken>> {
      const scope = ['service-tokens', tenantId];
      const rows = await select<ServiceToken>(
        `select ${columns} from service_tokens
         where tenant_id = $1 and ($2::uuid is null or id < $2) order by id desc limit $3`,
        [tenantId, placeOf(query, scope), query.limit + 1],
      );
      return pageOf(rows, query, scope);
    },

    /** Ends a token at once and for good. @throws NOT_FOUND */
    async revoke(identity: Identity, origin: Origin, id: string): Promise<void> {
      const { tenantId, userId } = identity;
      await transact(origin, async (unit) => {
        const [token] = await select<{ id: string; name: string; wasLive: boolean }>(revokeSql, [id, tenantId], unit);
        if (!token) throw notFound();
        if (!token.wasLive) return;
        const changes = { name: { from: token.name, to: null } };
        unit.record({ tenantId, userId, actorId: userId, type: 'service-token.revoked', changes });
        const target = { type: 'service-token', id: token.id } as const;
        const before = { name: token.name };
        unit.audit({ tenantId, action: 'service-tokens.revoked', actor: actorOf(identity), target, before });
        unit.announce(`service:${tenantId}/${token.id}`);
      });
    },

    /** Who signs in with a token. */
    async find(token: string): Promise<ServiceIdentity | undefined> {
      const [found] = await selectByHash([hashOf(token)]);
      return found && { kind: 'service', ...found };
    },
  };
}
