// Who is behind an alias: told to two moderators when both of them want to know, and then to its owner that it was told.
import { QueryTypes } from 'sequelize';
import { actorOf } from '../contracts/audit.ts';
import type { Identity, Origin } from '../contracts/identity.ts';
import type { Transact } from '../outbox/index.ts';
import type { Clock } from '../platform/clock.ts';
import type { Sequelize, Tx } from '../platform/db/sequelize.ts';
import { type Page, type PageQuery, pageOf, placeOf } from '../platform/http/page.ts';
import { newId } from '../platform/ids.ts';
import { aliasNotFound, unmaskNeedsTwo, unmaskRequestClosed, unmaskRequestNotFound } from './errors.ts';
import { parseAliasId } from './naming.ts';
import type { AliasRepository } from './repository.ts';

const requestLifetimeMs = 7 * 86_400_000;

export const unmaskStatuses = ['pending', 'approved', 'expired'] as const;
type UnmaskStatus = (typeof unmaskStatuses)[number];

export interface UnmaskQuery extends PageQuery {
  readonly status: UnmaskStatus;
}

export interface UnmaskRequest {
  readonly id: string;
  readonly aliasId: string;
  readonly displayName: string;
  readonly reason: string;
  /** The moderator who asked. */
  readonly requestedBy: string;
  readonly createdAt: Date;
  readonly expiresAt: Date;
  readonly status: UnmaskStatus;
  /** For the two who know; null once that person is erased. */
  readonly owner?: string | null;
}

interface RequestRow {
  readonly id: string;
  readonly aliasId: string;
  readonly displayName: string;
  readonly ownerId: string | null;
  readonly requestedBy: string;
  readonly approvedBy: string | null;
  readonly reason: string;
  readonly createdAt: Date;
  readonly expiresAt: Date;
  readonly status: UnmaskStatus;
}

const selectSql = `
select r.id, r.alias_id as "aliasId", a.display_name as "displayName", a.user_id as "ownerId",
  r.requested_by as "requestedBy", r.approved_by as "approvedBy", r.reason, r.created_at as "createdAt",
  r.expires_at as "expiresAt",
  case when r.approved_by is not null then 'approved' when r.expires_at > $2 then 'pending' else 'expired' end as status
from alias_unmask_requests r join aliases a on a.id = r.alias_id
where r.tenant_id = $1`;
const selectOne = `${selectSql} and r.id = $3`;
const selectPage = `select * from (${selectSql}) r
where status = $3 and ($4::uuid is null or id < $4) order by id desc limit $5`;

export type Unmasking = ReturnType<typeof createUnmasking>;

export function createUnmasking(deps: {
  sequelize: Sequelize;
  repository: AliasRepository;
  transact: Transact;
  clock: Clock;
}) {
  const { sequelize, repository, transact, clock } = deps;

  async function requireRow({ tenantId }: Identity, id: string, tx?: Tx): Promise<RequestRow> {
    const [row] = await sequelize.query<RequestRow>(tx ? `${selectOne} for update of r` : selectOne, {
      type: QueryTypes.SELECT,
      bind: [tenantId, clock(), id],
      ...(tx && { transaction: tx }),
    });
    if (!row) throw unmaskRequestNotFound();
    return row;
  }

  function view(row: RequestRow, { userId }: Identity): UnmaskRequest {
    const { ownerId, approvedBy, ...request } = row;
    const knows = approvedBy !== null && (userId === approvedBy || userId === row.requestedBy);
    return { ...request, ...(knows && { owner: ownerId }) };
  }

  return {
    /** The first of the two asks. @throws ALIAS_NOT_FOUND */
    request(identity: Identity, origin: Origin, aliasId: string, reason: string): Promise<UnmaskRequest> {
      const { tenantId, userId } = identity;
      return transact(origin, async (unit) => {
        const id = parseAliasId(aliasId);
        const alias = id === undefined ? undefined : await repository.findById(tenantId, id, unit.tx);
        if (!alias) throw aliasNotFound();
        const requestId = newId();
        const now = clock();
        await sequelize.query(
          `insert into alias_unmask_requests (id, tenant_id, alias_id, requested_by, reason, created_at, expires_at)
           values ($1, $2, $3, $4, $5, $6, $7)`,
          {
            transaction: unit.tx,
            bind: [requestId, tenantId, alias.id, userId, reason, now, new Date(now.getTime() + requestLifetimeMs)],
          },
        );
        // Under the moderator's name: the owner is told of what happens, not of what is considered.
        unit.record({ tenantId, userId, actorId: userId, type: 'alias.unmask-requested' });
        const target = { type: 'unmask-request', id: requestId } as const;
        const after = { alias: alias.id, reason };
        unit.audit({ tenantId, action: 'aliases.unmask-requested', actor: actorOf(identity), target, after });
        return view(await requireRow(identity, requestId, unit.tx), identity);
      });
    },

    /** The second agrees. @throws UNMASK_NEEDS_TWO for the first, UNMASK_REQUEST_CLOSED, UNMASK_REQUEST_NOT_FOUND */
    approve(identity: Identity, origin: Origin, id: string): Promise<UnmaskRequest> {
      const { tenantId, userId } = identity;
      return transact(origin, async (unit) => {
        const row = await requireRow(identity, id, unit.tx);
        if (row.requestedBy === userId) throw unmaskNeedsTwo();
        if (row.status !== 'pending') throw unmaskRequestClosed();
        await sequelize.query('update alias_unmask_requests set approved_by = $2, approved_at = $3 where id = $1', {
          transaction: unit.tx,
          bind: [id, userId, clock()],
        });
        unit.record({ tenantId, userId, actorId: userId, type: 'alias.unmask-approved' });
        // Not who it is: the trail is read by more people than the two.
        const target = { type: 'unmask-request', id } as const;
        const after = { alias: row.aliasId, requestedBy: row.requestedBy };
        unit.audit({ tenantId, action: 'aliases.unmask-approved', actor: actorOf(identity), target, after });
        if (row.ownerId)
          unit.record({
            tenantId,
            userId: row.ownerId,
            actorId: userId,
            type: 'alias.unmasked',
            changes: { alias: { from: null, to: row.displayName }, reason: { from: null, to: row.reason } },
          });
        return view({ ...row, approvedBy: userId, status: 'approved' }, identity);
      });
    },

    /** The requests of one status, newest first. @throws INVALID_CURSOR */
    async list(identity: Identity, query: UnmaskQuery): Promise<Page<UnmaskRequest>> {
      const { tenantId } = identity;
      const scope = ['unmask requests', tenantId, query.status];
      const rows = await sequelize.query<RequestRow>(selectPage, {
        type: QueryTypes.SELECT,
        bind: [tenantId, clock(), query.status, placeOf(query, scope), query.limit + 1],
      });
      const { items, meta } = pageOf(rows, query, scope);
      return { items: items.map((row) => view(row, identity)), meta };
    },

    /** What is asked and why; for the two who agreed, also who it is. @throws UNMASK_REQUEST_NOT_FOUND */
    read: async (identity: Identity, id: string): Promise<UnmaskRequest> =>
      view(await requireRow(identity, id), identity),
  };
}
