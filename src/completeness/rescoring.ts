// Scoring everybody of a tenant anew, in batches that each commit with the place where the next begins: a worker that dies
// leaves the rest to the next, and two that run at once share the work.
import type { Identity } from '../contracts/identity.ts';
import type { Transact, UnitOfWork } from '../outbox/index.ts';
import type { Clock } from '../platform/clock.ts';
import { hotStatement } from '../platform/db/hot-statement.ts';
import type { Sequelize } from '../platform/db/sequelize.ts';
import { newestRuleSet, rulesVersionOf, type ScoredProfiles } from './profiles.ts';
import type { RuleSets } from './rule-sets.ts';
import { scoreProfile } from './score.ts';
import type { Scores } from './scores.ts';

export const rescoringStates = ['waiting', 'running', 'done'] as const;

export interface Rescoring {
  /** `waiting`: the rules have changed, and nobody has been scored by the new ones yet. */
  readonly state: (typeof rescoringStates)[number];
  readonly done: number;
  readonly total: number;
  readonly startedAt: Date | null;
  readonly finishedAt: Date | null;
}

interface Place {
  readonly after: string | null;
  readonly finishedAt: Date | null;
}

const batchSize = 1_000;
const tenantsAtOnce = 100;

const isBehind = `not exists (
  select from completeness_rescorings r where r.tenant_id = t.id and r.rules_version >= ${rulesVersionOf})`;

const beginSql = `
insert into completeness_rescorings as r (tenant_id, rules_version, total, started_at)
select t.id, ${rulesVersionOf}, (select count(*) from profiles p where p.tenant_id = t.id), $2
from tenants t ${newestRuleSet} where t.id = $1 and ${isBehind}
on conflict (tenant_id) do update set rules_version = excluded.rules_version, after = null, done = 0,
  total = excluded.total, started_at = excluded.started_at, finished_at = null
where r.rules_version < excluded.rules_version`;

const progressSql = `
select case when r.rules_version is null or r.rules_version < ${rulesVersionOf} then 'waiting'
    when r.finished_at is null then 'running' else 'done' end as state,
  coalesce(r.done, 0) as done, coalesce(r.total, 0) as total, r.started_at as "startedAt", r.finished_at as "finishedAt"
from tenants t ${newestRuleSet} left join completeness_rescorings r on r.tenant_id = t.id where t.id = $1`;

// Unfinished, and nobody is about to go on: its job has failed for good, or a release has brought other rules.
const leftSql = `
select t.id from tenants t ${newestRuleSet}
where ($1::uuid is null or t.id > $1)
  and (${isBehind} or exists (
    select from completeness_rescorings r where r.tenant_id = t.id and r.finished_at is null))
  and not exists (
    select from outbox o where o.tenant_id = t.id and o.name = 'completeness.rescore-tenant' and o.failed_at is null)
order by t.id limit ${tenantsAtOnce}`;

export type Rescorings = ReturnType<typeof createRescorings>;

export function createRescorings(deps: {
  sequelize: Sequelize;
  profiles: ScoredProfiles;
  ruleSets: RuleSets;
  scores: Scores;
  transact: Transact;
  clock: Clock;
}) {
  const { sequelize, profiles, ruleSets, scores, transact, clock } = deps;
  const begin = hotStatement(sequelize, beginSql);
  const progress = hotStatement<Rescoring>(sequelize, progressSql);
  const left = hotStatement<{ id: string }>(sequelize, leftSql);
  const lock = hotStatement<Place>(
    sequelize,
    `select after, finished_at as "finishedAt" from completeness_rescorings where tenant_id = $1 for update`,
  );
  const advance = hotStatement(
    sequelize,
    `update completeness_rescorings set after = coalesce($2, after), done = done + $3,
       total = greatest(total, done + $3), finished_at = $4 where tenant_id = $1`,
  );

  /** Scores the next batch. Returns whether there may be another. */
  async function turn(unit: UnitOfWork, tenantId: string): Promise<boolean> {
    const { tx } = unit;
    const [place] = await lock([tenantId], tx);
    if (!place || place.finishedAt) return false;
    const page = await profiles.page(tenantId, place.after, batchSize, tx);
    const scored = [];
    for (const profile of page) {
      const rules = await ruleSets.rules(tenantId, profile.ruleSet, tx);
      const { userId, version, rulesVersion, evidence } = profile;
      scored.push({ userId, tenantId, version, rulesVersion, result: scoreProfile(evidence, rules) });
    }
    const changed = await scores.store(tx, scored);
    for (const userId of changed) unit.announce(`profile:${tenantId}/${userId}`);
    // Of those only whom it tells something new, all of a batch at once.
    if (changed.length > 0) unit.emit({ type: 'completeness.scored', tenantId, userIds: changed });
    const isLast = page.length < batchSize;
    await advance([tenantId, page.at(-1)?.userId ?? null, page.length, isLast ? clock() : null], tx);
    return !isLast;
  }

  return {
    /** Scores everybody by the rules of the moment, unless that has been done; goes on where a run before it has ended. */
    async run(tenantId: string): Promise<void> {
      await begin([tenantId, clock()]);
      while (await transact(null, (unit) => turn(unit, tenantId)));
    },

    async progress({ tenantId }: Identity): Promise<Rescoring> {
      const [row] = await progress([tenantId]);
      if (!row) throw new Error(`there is no tenant ${tenantId}`);
      return row.state === 'waiting' ? { ...row, done: 0, startedAt: null, finishedAt: null } : row;
    },

    /** Promises a scoring to every tenant whose people have not been scored by the rules of the moment. */
    async catchUp(): Promise<void> {
      for (let after: string | null = null; ; ) {
        const tenants: readonly { id: string }[] = await left([after]);
        await transact(null, async (unit) => {
          for (const { id } of tenants) unit.emit({ type: 'completeness.rules-changed', tenantId: id });
        });
        after = tenants.at(-1)?.id ?? null;
        if (tenants.length < tenantsAtOnce) return;
      }
    },
  };
}
