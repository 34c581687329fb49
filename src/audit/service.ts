// Reading the trail of a tenant: pages for people, the whole of it for a file. The unit of work writes it (src/outbox).
import { QueryTypes } from 'sequelize';
import type { PersonalKeys } from '../accounts/index.ts';
import { type AuditAction, type AuditOutcome, actorOf, auditActionNames } from '../contracts/audit.ts';
import type { Caller, Identity, Origin } from '../contracts/identity.ts';
import type { Transact } from '../outbox/index.ts';
import type { Sequelize } from '../platform/db/sequelize.ts';
import { type Page, type PageQuery, pageOf, placeOf } from '../platform/http/page.ts';
import type { AddressKeys } from './address-keys.ts';
import { entryColumns, type StoredEntry } from './chain.ts';

export interface AuditFilter {
  /** An action, or the beginning of several: `settings.`. */
  readonly action?: string;
  /** The id of an account or of a service’s token. */
  readonly actor?: string;
  readonly target?: string;
  readonly outcome?: AuditOutcome;
  readonly from?: Date;
  /** Exclusive. */
  readonly to?: Date;
}

export interface Audited {
  readonly id: string;
  readonly at: Date;
  readonly action: string;
  readonly outcome: string;
  readonly actor: { readonly kind: string; readonly id: string | null };
  readonly target: { readonly type: string; readonly id: string | null } | null;
  readonly origin: {
    /** Null once the addresses of that day are forgotten; the network stays. */
    readonly ip: string | null;
    readonly network: string | null;
    readonly userAgent: string | null;
    readonly requestId: string | null;
  };
  /** Absent when nothing was kept, or nobody can read it any more. */
  readonly before?: object;
  readonly after?: object;
  /** Its place in the chain, which it gets within seconds. */
  readonly link: { readonly sequence: number /** SHA-256 in hex. */; readonly hash: string } | null;
}

type Row = StoredEntry & { readonly sequence: number | null; readonly hash: string | null };

const selectSql = `
select ${entryColumns}, l.sequence, encode(l.hash, 'hex') as hash
from audit.entries e left join audit.links l on l.entry_id = e.id
where e.tenant_id = $1 and ($2::uuid is null or e.id < $2)
  and ($3::text[] is null or e.action = any($3)) and ($4::uuid is null or e.actor_id = $4)
  and ($5::text is null or e.target_id = $5) and ($6::text is null or e.outcome = $6)
  and ($7::timestamptz is null or e.at >= $7) and ($8::timestamptz is null or e.at < $8)
order by e.id desc limit $9`;

const exportBatch = 500;

/** The actions that a filter names. */
const actionsOf = (filter: string): readonly AuditAction[] =>
  auditActionNames.filter((name) => name === filter || (filter.endsWith('.') && name.startsWith(filter)));

export type AuditService = ReturnType<typeof createAuditService>;

export function createAuditService(deps: {
  sequelize: Sequelize;
  transact: Transact;
  personalKeys: Pick<PersonalKeys, 'open'>;
  addressKeys: Pick<AddressKeys, 'open'>;
}) {
  const select = (tenantId: string, filter: AuditFilter, after: string | null, limit: number): Promise<Row[]> => {
    const { action, actor = null, target = null, outcome = null, from = null, to = null } = filter;
    const actions = action === undefined ? null : actionsOf(action);
    const bind = [tenantId, after, actions, actor, target, outcome, from, to, limit];
    return deps.sequelize.query<Row>(selectSql, { type: QueryTypes.SELECT, bind });
  };

  async function changesOf({ changes, sealedFor }: Row): Promise<{ before?: object; after?: object }> {
    const opened = changes && (sealedFor ? await deps.personalKeys.open(sealedFor, changes) : changes);
    return opened ? JSON.parse(opened.toString('utf8')) : {};
  }

  async function originOf({ origin, originDay, network, requestId }: Row): Promise<Audited['origin']> {
    const opened = origin && originDay && (await deps.addressKeys.open(originDay, origin));
    const { ip = null, userAgent = null } = opened ? JSON.parse(opened.toString('utf8')) : {};
    return { ip, network, userAgent, requestId };
  }

  async function present(row: Row): Promise<Audited> {
    const { id, at, action, outcome, actorKind, actorId, targetType, targetId, sequence, hash } = row;
    return {
      ...{ id, at, action, outcome },
      actor: { kind: actorKind, id: actorId },
      target: targetType === null ? null : { type: targetType, id: targetId },
      origin: await originOf(row),
      ...(await changesOf(row)),
      link: sequence === null || hash === null ? null : { sequence, hash },
    };
  }

  /** One after another: the first one fetches the keys for all. */
  async function presentAll(rows: readonly Row[]): Promise<Audited[]> {
    const shown: Audited[] = [];
    for (const row of rows) shown.push(await present(row));
    return shown;
  }

  return {
    /** The trail of one's tenant, newest first. @throws INVALID_CURSOR */
    async list({ tenantId }: Identity, query: AuditFilter & PageQuery): Promise<Page<Audited>> {
      const { limit, cursor: _cursor, ...filter } = query;
      const scope = ['audit', tenantId, filter];
      const rows = await select(tenantId, filter, placeOf(query, scope), limit + 1);
      const { items, meta } = pageOf(rows, query, scope);
      return { items: await presentAll(items), meta };
    },

    /** All of it, newest first, as it is read; that somebody took it away is in the trail before the first entry is out. */
    async export(identity: Identity, origin: Origin, filter: AuditFilter): Promise<AsyncIterable<Audited>> {
      const { tenantId } = identity;
      await deps.transact(origin, async (unit) =>
        unit.audit({
          ...{ tenantId, action: 'audit.exported', actor: actorOf(identity) },
          ...{ target: { type: 'audit' }, after: { filter } },
        }),
      );
      return (async function* () {
        for (let after: string | null = null; ; ) {
          const rows: Row[] = await select(tenantId, filter, after, exportBatch);
          yield* await presentAll(rows);
          after = rows.at(-1)?.id ?? null;
          if (rows.length < exportBatch) return;
        }
      })();
    },

    /** Tells the trail of somebody who was signed in and refused at the door. */
    async recordDenial(caller: Caller, origin: Origin, route: string): Promise<void> {
      await deps.transact(origin, async (unit) =>
        unit.audit({
          ...{ tenantId: caller.tenantId, action: 'access.denied', outcome: 'denied' },
          ...{ actor: actorOf(caller), target: { type: 'route', id: route } },
        }),
      );
    },

    /** Tells the trail of what somebody is about to do to the queues. */
    async recordOperation(caller: Caller, origin: Origin, route: string): Promise<void> {
      await deps.transact(origin, async (unit) =>
        unit.audit({
          ...{ tenantId: caller.tenantId, action: 'queues.operated' },
          ...{ actor: actorOf(caller), target: { type: 'route', id: route } },
        }),
      );
    },
  };
}
