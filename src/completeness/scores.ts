// Rows of `completeness_scores` and `completeness_history`. The only writer.
import type { Clock } from '../platform/clock.ts';
import { hotStatement } from '../platform/db/hot-statement.ts';
import type { Sequelize, Tx } from '../platform/db/sequelize.ts';
import type { ScoredProfile } from './profiles.ts';
import type { Completeness } from './score.ts';

export interface ScoreToStore extends Pick<ScoredProfile, 'userId' | 'tenantId' | 'version' | 'rulesVersion'> {
  readonly result: Completeness;
}

// Neither a late run nor older rules replace what is newer. The scores are locked before they are compared, so that the
// history tells of each change once, whoever else is scoring; and in one order, so that nobody waits in a circle.
const storeSql = `
with input as (
  select * from jsonb_to_recordset($1) as i ("userId" uuid, "tenantId" uuid, score integer, status text, missing text[],
    version integer, "rulesVersion" integer)
), before as materialized (
  select user_id, score, status from completeness_scores
  where user_id in (select "userId" from input) order by user_id for update
), stored as (
  insert into completeness_scores as c
    (user_id, tenant_id, score, status, missing, profile_version, rules_version, computed_at)
  select i."userId", i."tenantId", i.score, i.status, i.missing, i.version, i."rulesVersion", $2
  from input i left join before b on b.user_id = i."userId" order by i."userId"
  on conflict (user_id) do update set score = excluded.score, status = excluded.status, missing = excluded.missing,
    profile_version = excluded.profile_version, rules_version = excluded.rules_version,
    computed_at = excluded.computed_at
  where c.profile_version <= excluded.profile_version and c.rules_version <= excluded.rules_version
    and (c.profile_version, c.rules_version) <> (excluded.profile_version, excluded.rules_version)
  returning c.user_id, c.score, c.status
), noted as (
  insert into completeness_history (user_id, day, score)
  select s.user_id, ($2::timestamptz at time zone 'UTC')::date, s.score
  from stored s left join before b using (user_id) where b.score is distinct from s.score order by s.user_id
  on conflict (user_id, day) do update set score = excluded.score
)
select s.user_id as "userId" from stored s left join before b using (user_id)
where (s.score, s.status) is distinct from (b.score, b.status)`;

export type Scores = ReturnType<typeof createScores>;

export function createScores({ sequelize, clock }: { sequelize: Sequelize; clock: Clock }) {
  const store = hotStatement<{ userId: string }>(sequelize, storeSql);
  return {
    /** Returns whose score or status is another now. */
    async store(tx: Tx, scores: readonly ScoreToStore[]): Promise<string[]> {
      const rows = scores.map(({ result, ...profile }) => ({
        ...profile,
        score: result.score,
        status: result.status,
        missing: result.nextSteps.map(({ rule }) => rule.key),
      }));
      const changed = await store([JSON.stringify(rows), clock()], tx);
      return changed.map(({ userId }) => userId);
    },
  };
}
