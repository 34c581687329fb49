// What endorsements are worth. The formula is in docs/adr/0014: an endorsement weighs less the more its author and its
// owner stand in one ring. The same rows give the same score, whenever and however often it is made.
import type { Transact, UnitOfWork } from '../outbox/index.ts';
import { hotStatement } from '../platform/db/hot-statement.ts';
import type { Sequelize, Tx } from '../platform/db/sequelize.ts';
import { tagKey } from '../platform/text/tags.ts';
import { endorsementInForce, endorserJoins, type ProfileRows, type ProfileService } from '../profiles/index.ts';

interface Person {
  readonly tenantId: string;
  readonly userId: string;
}

interface SkillScore {
  /** Null for the person as a whole. */
  readonly skillKey: string | null;
  readonly count: number;
  readonly score: number;
}

// Hiding what one has received, or a skill, does not undo a tie; only its author and moderators do.
const stands = 'e.withdrawn_at is null and e.removed_at is null';

// $1 is the owner, $2 the skills of the profile.
const scoreSql = `
with received as (
  select e.endorser_id as author, e.skill_key from endorsements e ${endorserJoins}
  where e.user_id = $1 and e.skill_key = any($2) and ${endorsementInForce}
), authors as (
  select distinct author from received
), friends as (
  select distinct e.user_id as id from endorsements e where e.endorser_id = $1 and ${stands}
), reached as (
  select id, null::uuid as via from friends
  union
  select e.user_id, f.id from friends f join endorsements e on e.endorser_id = f.id
  where e.user_id <> $1 and ${stands}
), weighed as (
  select a.author, 1 / (1::numeric
    + (exists (select from friends f where f.id = a.author))::int
    + (select count(distinct r.id) from endorsements e join reached r on r.id = e.endorser_id
       where e.user_id = a.author and r.via is distinct from a.author and ${stands})
    + (select count(distinct o.author) from endorsements e join authors o on o.author = e.user_id
       where e.endorser_id = a.author and ${stands})) as weight
  from authors a
)
select skill_key as "skillKey", count(*)::int as count, round(sum(weight), 2)::float8 as score
from received join weighed using (author) group by skill_key
union all
select null, (select count(*) from received)::int, coalesce(round(sum(weight), 2), 0)::float8 from weighed`;

const neighboursSql = `
select other as id from (
  select e.endorser_id as other, max(e.id::text) as newest from endorsements e where e.user_id = $1 and ${stands} group by 1
  union all
  select e.user_id, max(e.id::text) from endorsements e where e.endorser_id = $1 and ${stands} group by 1
) n group by other order by max(newest) desc limit $2`;

// Those farther away are scored at night: nobody with thousands of endorsers must cost thousands of scores with each.
const maxNeighbours = 100;
const batchSize = 500;

export function createEndorsementScoring(deps: {
  sequelize: Sequelize;
  rows: Pick<ProfileRows, 'findById'>;
  profiles: Pick<ProfileService, 'derivedChanged'>;
  transact: Transact;
}) {
  const { sequelize } = deps;
  const lockTotals = hotStatement<{ version: number; count: number }>(
    sequelize,
    'select version, count from endorsement_totals where user_id = $1 for update',
  );
  const selectScores = hotStatement<SkillScore>(sequelize, scoreSql);
  const storeTotals = hotStatement(
    sequelize,
    `update endorsement_totals set scored_version = version, count = $2, score = $3, by_skill = $4, scored_at = now()
     where user_id = $1`,
  );
  const selectNeighbours = hotStatement<{ id: string }>(sequelize, neighboursSql);
  const selectEndorsed = hotStatement<{ id: string }>(
    sequelize,
    `select distinct user_id as id from endorsements where endorser_id = $1 and ($2::uuid is null or user_id > $2)
     order by 1 limit ${batchSize}`,
  );
  const selectScored = hotStatement<{ id: string; tenantId: string }>(
    sequelize,
    `select user_id as id, tenant_id as "tenantId" from endorsement_totals
     where $1::uuid is null or user_id > $1 order by user_id limit ${batchSize}`,
  );

  async function scoresOf({ tenantId, userId }: Person, tx: Tx): Promise<readonly SkillScore[]> {
    const row = await deps.rows.findById(tenantId, userId, tx);
    return row ? selectScores([userId, row.skills.map(tagKey)], tx) : [];
  }

  async function scoreWithin(unit: UnitOfWork, person: Person): Promise<number | undefined> {
    // Locked before anything is read: of two runs the later one sees all that the earlier one saw.
    const [totals] = await lockTotals([person.userId], unit.tx);
    if (!totals) return undefined;
    const scores = await scoresOf(person, unit.tx);
    const whole = scores.find(({ skillKey }) => skillKey === null);
    const bySkill = scores.flatMap(({ skillKey, score }) => (skillKey === null ? [] : [[skillKey, score] as const]));
    const count = whole?.count ?? 0;
    await storeTotals([person.userId, count, whole?.score ?? 0, JSON.stringify(Object.fromEntries(bySkill))], unit.tx);
    if (count !== totals.count) await deps.profiles.derivedChanged(unit, person);
    return totals.version;
  }

  /** Undefined for somebody who never received an endorsement. */
  const scoreOne = (person: Person) => deps.transact(null, (unit) => scoreWithin(unit, person));

  /** The same, after something that nobody has told the caches of. */
  const scoreAndTell = (person: Person) =>
    deps.transact(null, async (unit) => {
      await scoreWithin(unit, person);
      unit.announce(`profile:${person.tenantId}/${person.userId}`);
    });

  return {
    /** Scores a person and those next to them. Resolves to the version that the person's score reflects. */
    async score({ tenantId, userId }: Person): Promise<number | undefined> {
      const version = await scoreOne({ tenantId, userId });
      for (const { id } of await selectNeighbours([userId, maxNeighbours])) await scoreOne({ tenantId, userId: id });
      return version;
    },

    /** Scores a person whose skills, standing or blocks have changed, and everybody whom they have endorsed. */
    async follow({ tenantId, userId }: Person): Promise<void> {
      await scoreAndTell({ tenantId, userId });
      let after: string | null = null;
      do {
        const people: readonly { id: string }[] = await selectEndorsed([userId, after]);
        for (const { id } of people) await scoreAndTell({ tenantId, userId: id });
        after = people.length < batchSize ? null : (people.at(-1)?.id ?? null);
      } while (after !== null);
    },

    /** Scores everybody anew. */
    async rescoreAll(): Promise<void> {
      let after: string | null = null;
      do {
        const people: readonly { id: string; tenantId: string }[] = await selectScored([after]);
        for (const { id, tenantId } of people) await scoreOne({ tenantId, userId: id });
        after = people.length < batchSize ? null : (people.at(-1)?.id ?? null);
      } while (after !== null);
    },
  };
}
