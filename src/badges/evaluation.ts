// Badges that rules grant: to whoever meets one, and, where the definition says so, no longer to whoever does not.
import { QueryTypes } from 'sequelize';
import type { Transact, UnitOfWork } from '../outbox/index.ts';
import type { Clock } from '../platform/clock.ts';
import type { Sequelize, Tx } from '../platform/db/sequelize.ts';
import { newId } from '../platform/ids.ts';
import { conditionOf, type Rule, ruleJoins } from './rules.ts';
import type { BadgeService } from './service.ts';

interface RuleBadge {
  readonly tenantId: string;
  readonly slug: string;
  readonly rule: Rule;
  readonly withdraws: boolean;
}

const reason = 'Meets the rule of this badge.';
const noLongerMet = 'The rule of this badge is no longer met.';
const batchSize = 100;

/** Collects bind parameters for a statement that is put together from a rule. */
function binder(...bound: unknown[]) {
  const bind = [...bound];
  return { bind, add: (value: unknown) => `$${bind.push(value)}` };
}

// $1 is the tenant.
const people = `profiles p join users u on u.id = p.user_id ${ruleJoins}
  where p.tenant_id = $1 and u.status = 'active' and u.email_verified_at is not null and p.deleted_at is null`;

export type BadgeEvaluation = ReturnType<typeof createBadgeEvaluation>;

export function createBadgeEvaluation(deps: {
  sequelize: Sequelize;
  service: Pick<BadgeService, 'follow'>;
  transact: Transact;
  clock: Clock;
}) {
  const { sequelize, transact } = deps;
  const select = <Row extends object>(sql: string, bind: unknown[], tx?: Tx): Promise<Row[]> =>
    sequelize.query<Row>(sql, { type: QueryTypes.SELECT, bind, transaction: tx ?? null });

  const rulesOf = (tenantId: string | null): Promise<RuleBadge[]> =>
    select(
      `select tenant_id as "tenantId", slug, rule, withdraws from badges
       where criteria = 'rule' and ($1::uuid is null or tenant_id = $1) order by tenant_id, slug`,
      [tenantId],
    );

  /** Up to a batch of those who meet the rule, without the badge; whom a person took it from does not get it back. */
  async function grantBatch(unit: UnitOfWork, { tenantId, slug, rule }: RuleBadge, userIds: readonly string[] | null) {
    const { bind, add } = binder(tenantId, slug, userIds);
    const found = await select<{ userId: string }>(
      `select p.user_id as "userId" from ${people} and ($3::uuid[] is null or p.user_id = any($3::uuid[]))
       and not exists (select from badge_grants g where g.user_id = p.user_id and g.slug = $2
         and (g.revoked_at is null or g.revoked_by is not null))
       and ${conditionOf(rule, add, deps.clock())} order by p.user_id limit ${batchSize}`,
      bind,
      unit.tx,
    );
    for (const { userId } of found) {
      const grantId = newId();
      const made = await select(
        `insert into badge_grants (id, tenant_id, user_id, slug, reason) values ($1, $2, $3, $4, $5)
         on conflict (user_id, slug) where revoked_at is null do nothing returning id`,
        [grantId, tenantId, userId, slug, reason],
        unit.tx,
      );
      if (made.length === 0) continue; // somebody was faster
      await deps.service.follow(unit, tenantId, userId, undefined, 'badge.granted');
      unit.emit({ type: 'badge.granted', tenantId, userId, grantId });
    }
    return found.length;
  }

  async function withdrawBatch(
    unit: UnitOfWork,
    { tenantId, slug, rule }: RuleBadge,
    userIds: readonly string[] | null,
  ) {
    const { bind, add } = binder(tenantId, deps.clock(), slug, userIds, noLongerMet);
    const withdrawn = await select<{ userId: string }>(
      `update badge_grants set revoked_at = $2, revoked_because = $5 where id in (
         select h.id from badge_grants h join profiles p on p.user_id = h.user_id join users u on u.id = p.user_id ${ruleJoins}
         where h.tenant_id = $1 and h.slug = $3 and h.revoked_at is null and h.granted_by is null
           and ($4::uuid[] is null or h.user_id = any($4::uuid[])) and not ${conditionOf(rule, add, deps.clock())}
         order by h.id limit ${batchSize} for update of h skip locked
       ) returning user_id as "userId"`,
      bind,
      unit.tx,
    );
    for (const { userId } of withdrawn) await deps.service.follow(unit, tenantId, userId, undefined, 'badge.revoked');
    return withdrawn.length;
  }

  async function inBatches(work: (unit: UnitOfWork) => Promise<number>): Promise<void> {
    while ((await transact(null, work)) === batchSize);
  }

  async function settle(badge: RuleBadge, userIds: readonly string[] | null): Promise<void> {
    await inBatches((unit) => grantBatch(unit, badge, userIds));
    if (badge.withdraws) await inBatches((unit) => withdrawBatch(unit, badge, userIds));
  }

  return {
    /** Holds these people, or everybody of the tenant, against its rules. */
    async evaluate({ tenantId, userIds }: { tenantId: string; userIds?: readonly string[] }): Promise<void> {
      for (const badge of await rulesOf(tenantId)) await settle(badge, userIds ?? null);
    },

    async evaluateAll(): Promise<void> {
      for (const badge of await rulesOf(null)) await settle(badge, null);
    },

    /** How many people would meet a rule now, and how many there are. */
    async preview(tenantId: string, rule: Rule): Promise<{ people: number; meeting: number }> {
      const { bind, add } = binder(tenantId);
      const [counts] = await select<{ people: number; meeting: number }>(
        `select count(*)::int as people, (count(*) filter (where ${conditionOf(rule, add, deps.clock())}))::int as meeting
         from ${people}`,
        bind,
      );
      return counts ?? { people: 0, meeting: 0 };
    },
  };
}
