// Reports of endorsements, and what moderators do with them: remove with a reason that both sides read, or leave.
import { QueryTypes } from 'sequelize';
import { actorOf } from '../contracts/audit.ts';
import type { Identity, Origin } from '../contracts/identity.ts';
import type { Transact } from '../outbox/index.ts';
import { hotStatement } from '../platform/db/hot-statement.ts';
import type { Sequelize } from '../platform/db/sequelize.ts';
import { type Page, type PageQuery, pageOf, placeOf } from '../platform/http/page.ts';
import { type Limit, requireAllowance } from '../platform/rate-limit/limit.ts';
import { endorsementNotFound } from './errors.ts';
import type { EndorsementRepository } from './repository.ts';
import type { EndorsementService } from './service.ts';

export interface ReportedEndorsement {
  readonly id: string;
  readonly userId: string;
  readonly endorserId: string;
  readonly skill: string;
  readonly note: string | null;
  readonly createdAt: Date;
  /** How many people have reported it. */
  readonly reports: number;
  /** What the newest of them say. */
  readonly reasons: readonly string[];
}

const shownReasons = 10;

const selectReported = `
select e.id, e.user_id as "userId", e.endorser_id as "endorserId", e.skill, e.note, e.created_at as "createdAt",
  count(*)::int as reports, (array_agg(r.reason order by r.created_at desc))[1:${shownReasons}] as reasons
from endorsement_reports r join endorsements e on e.id = r.endorsement_id
where r.tenant_id = $1 and r.settled_at is null and e.withdrawn_at is null and ($2::uuid is null or r.endorsement_id < $2)
group by e.id order by e.id desc limit $3`;

export type EndorsementModeration = ReturnType<typeof createEndorsementModeration>;

export function createEndorsementModeration(deps: {
  sequelize: Sequelize;
  repository: EndorsementRepository;
  service: Pick<EndorsementService, 'changed'>;
  transact: Transact;
  limit: Limit;
}) {
  const { sequelize, repository, transact } = deps;
  const insertReport = hotStatement<object>(
    sequelize,
    `insert into endorsement_reports (endorsement_id, reporter_id, tenant_id, reason)
     select e.id, $2, e.tenant_id, $4 from endorsements e
     where e.id = $1 and e.tenant_id = $3 and e.withdrawn_at is null and e.removed_at is null
     on conflict do nothing returning 1`,
  );
  const settle = hotStatement<object>(
    sequelize,
    `update endorsement_reports set settled_at = now()
     where endorsement_id = $1 and tenant_id = $2 and settled_at is null returning 1`,
  );

  return {
    /** Answers alike whether there is such an endorsement or not; reporting twice is reporting once. @throws RATE_LIMITED */
    async report(identity: Identity, id: string, reason: string, origin: Origin): Promise<void> {
      const { tenantId, userId } = identity;
      await requireAllowance(deps.limit, userId);
      await transact(origin, async (unit) => {
        const reported = await insertReport([id, userId, tenantId, reason], unit.tx);
        if (reported.length > 0) unit.record({ tenantId, userId, actorId: userId, type: 'endorsement.reported' });
      });
    },

    /** What nobody has looked at yet, newest first. @throws INVALID_CURSOR */
    async reported({ tenantId }: Identity, query: PageQuery): Promise<Page<ReportedEndorsement>> {
      const scope = ['reported endorsements', tenantId];
      const found = await sequelize.query<ReportedEndorsement>(selectReported, {
        type: QueryTypes.SELECT,
        bind: [tenantId, placeOf(query, scope), query.limit + 1],
      });
      return pageOf(found, query, scope);
    },

    /** It stays; the same people cannot report it again. @throws ENDORSEMENT_NOT_FOUND when nothing was reported */
    dismiss: (by: Identity, id: string, origin: Origin): Promise<void> =>
      transact(origin, async (unit) => {
        if ((await settle([id, by.tenantId], unit.tx)).length === 0) throw endorsementNotFound();
        const target = { type: 'endorsement', id } as const;
        const action = 'endorsements.reports-dismissed';
        unit.audit({ tenantId: by.tenantId, action, actor: actorOf(by), target });
      }),

    /** For good: its author cannot give it again. @throws ENDORSEMENT_NOT_FOUND */
    remove: (by: Identity, id: string, reason: string, origin: Origin): Promise<void> =>
      transact(origin, async (unit) => {
        const { tenantId } = by;
        const row = await repository.remove(unit.tx, tenantId, id, by.userId, reason);
        if (!row) throw endorsementNotFound();
        await settle([id, tenantId], unit.tx);
        const { userId, endorserId, skill } = row;
        const changes = { skill: { from: skill, to: null } };
        for (const person of [userId, endorserId])
          unit.record({ tenantId, userId: person, actorId: by.userId, type: 'endorsement.removed', changes, reason });
        // Of the author: what is said of them is sealed with their key.
        const target = { type: 'account', id: endorserId } as const;
        const after = { endorsement: id, owner: userId, reason };
        unit.audit({ tenantId, action: 'endorsements.removed', actor: actorOf(by), target, after });
        await deps.service.changed(unit, row);
      }),
  };
}
