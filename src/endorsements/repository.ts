// Rows of `endorsements`, and the version of what somebody has received. The only writer of the former.
import { hotStatement } from '../platform/db/hot-statement.ts';
import type { Sequelize, Tx } from '../platform/db/sequelize.ts';
import type { Audience } from '../privacy/index.ts';
import { endorsementInForce, endorserJoins } from '../profiles/index.ts';

export interface EndorsementRow {
  readonly id: string;
  readonly tenantId: string;
  /** Whose skill it is. */
  readonly userId: string;
  readonly endorserId: string;
  /** As it was spelt then. */
  readonly skill: string;
  readonly skillKey: string;
  readonly note: string | null;
  readonly createdAt: Date;
  readonly withdrawnAt: Date | null;
  readonly hiddenAt: Date | null;
  readonly removedAt: Date | null;
  readonly removedBecause: string | null;
}

export type NewEndorsement = Pick<
  EndorsementRow,
  'id' | 'tenantId' | 'userId' | 'endorserId' | 'skill' | 'skillKey' | 'note'
>;

/** Who looks: only endorsers whose profiles are open to them come back, and they themselves. */
export interface Reach {
  readonly viewerId: string | null;
  readonly visibilities: readonly Audience[];
}

const columns = `e.id, e.tenant_id as "tenantId", e.user_id as "userId", e.endorser_id as "endorserId", e.skill,
  e.skill_key as "skillKey", e.note, e.created_at as "createdAt", e.withdrawn_at as "withdrawnAt", e.hidden_at as "hiddenAt",
  e.removed_at as "removedAt", e.removed_because as "removedBecause"`;
// Whoever blocks the reader, or is blocked, is not there for them: left out here, pages have no gap where they would be.
const isReached = `(ep.visibility = any($3) or e.endorser_id = $4) and not exists (
    select from blocks b where (b.blocker_id, b.blocked_id) in ((e.endorser_id, $4::uuid), ($4::uuid, e.endorser_id)))`;

export type EndorsementRepository = ReturnType<typeof createEndorsementRepository>;

export function createEndorsementRepository(sequelize: Sequelize) {
  const row = (sql: string) => hotStatement<EndorsementRow>(sequelize, sql);
  const insert = row(
    `insert into endorsements as e (id, tenant_id, user_id, endorser_id, skill, skill_key, note)
     values ($1, $2, $3, $4, $5, $6, $7) on conflict (user_id, skill_key, endorser_id) do nothing returning ${columns}`,
  );
  const lock = row(
    `select ${columns} from endorsements e where e.user_id = $1 and e.skill_key = $2 and e.endorser_id = $3 for update`,
  );
  const renew = row(
    `update endorsements e set withdrawn_at = null, skill = $2, note = $3, created_at = now() where e.id = $1 returning ${columns}`,
  );
  const withdraw = row(
    `update endorsements e set withdrawn_at = now(), note = null
     where e.user_id = $1 and e.skill_key = $2 and e.endorser_id = $3 and e.tenant_id = $4
       and e.withdrawn_at is null and e.removed_at is null returning ${columns}`,
  );
  const setHidden = row(
    `update endorsements e set hidden_at = case when $3::boolean then now() end
     where e.id = $1 and e.user_id = $2 and e.withdrawn_at is null and (e.hidden_at is not null) <> $3 returning ${columns}`,
  );
  const remove = row(
    `update endorsements e set removed_at = now(), removed_by = $3, removed_because = $4
     where e.id = $1 and e.tenant_id = $2 and e.withdrawn_at is null and e.removed_at is null returning ${columns}`,
  );
  const selectOne = row(`select ${columns} from endorsements e where e.id = $1`);
  const selectReceived = row(
    `select ${columns} from endorsements e where e.user_id = $1 and e.withdrawn_at is null
       and ($2::uuid is null or e.id < $2) order by e.id desc limit $3`,
  );
  const selectGiven = row(
    `select ${columns} from endorsements e where e.endorser_id = $1 and e.withdrawn_at is null
       and ($2::uuid is null or e.id < $2) order by e.id desc limit $3`,
  );
  const selectFaces = hotStatement<{ skillKey: string; endorserId: string }>(
    sequelize,
    `select k.skill_key as "skillKey", f."endorserId" from unnest($2::text[]) with ordinality as k (skill_key, place)
     cross join lateral (
       select e.id, e.endorser_id as "endorserId" from endorsements e ${endorserJoins}
       where e.user_id = $1 and e.skill_key = k.skill_key and ${endorsementInForce} and ${isReached}
       order by e.id desc limit $5
     ) f order by k.place, f.id desc`,
  );
  const selectOfSkill = row(
    `select ${columns} from endorsements e ${endorserJoins}
     where e.user_id = $1 and e.skill_key = $2 and ${endorsementInForce} and ${isReached}
       and ($5::uuid is null or e.id < $5) order by e.id desc limit $6`,
  );
  const selectGivenTo = hotStatement<{ skillKey: string }>(
    sequelize,
    `select skill_key as "skillKey" from endorsements
     where user_id = $1 and endorser_id = $2 and withdrawn_at is null and removed_at is null`,
  );
  const bump = hotStatement<{ version: number }>(
    sequelize,
    `insert into endorsement_totals as t (user_id, tenant_id) values ($1, $2)
     on conflict (user_id) do update set version = t.version + 1 returning t.version`,
  );
  const selectTotals = hotStatement<{ score: number; bySkill: Record<string, number> }>(
    sequelize,
    'select score::float8 as score, by_skill as "bySkill" from endorsement_totals where user_id = $1',
  );

  return {
    /** Undefined when there is one already, in whatever state. */
    insert: async (tx: Tx, given: NewEndorsement) => {
      const { id, tenantId, userId, endorserId, skill, skillKey, note } = given;
      return (await insert([id, tenantId, userId, endorserId, skill, skillKey, note], tx))[0];
    },

    lock: async (tx: Tx, { userId, skillKey, endorserId }: NewEndorsement) =>
      (await lock([userId, skillKey, endorserId], tx))[0],

    renew: async (tx: Tx, id: string, { skill, note }: NewEndorsement) => (await renew([id, skill, note], tx))[0],

    /** Undefined when there is none that could be taken back. */
    withdraw: async (tx: Tx, tenantId: string, userId: string, skillKey: string, endorserId: string) =>
      (await withdraw([userId, skillKey, endorserId, tenantId], tx))[0],

    /** Undefined when it is not the owner's, or is so already. */
    setHidden: async (tx: Tx, id: string, userId: string, hidden: boolean) =>
      (await setHidden([id, userId, hidden], tx))[0],

    /** Undefined when it is not of this tenant, or gone already. */
    remove: async (tx: Tx, tenantId: string, id: string, by: string, because: string) =>
      (await remove([id, tenantId, by, because], tx))[0],

    find: async (id: string, tx?: Tx) => (await selectOne([id], tx))[0],

    /** Newest first. */
    received: (userId: string, after: string | null, limit: number) => selectReceived([userId, after, limit]),
    given: (userId: string, after: string | null, limit: number) => selectGiven([userId, after, limit]),

    /** The newest endorsers of each skill, up to `perSkill`. */
    faces: (userId: string, skillKeys: readonly string[], { visibilities, viewerId }: Reach, perSkill: number) =>
      selectFaces([userId, skillKeys, visibilities, viewerId, perSkill]),

    /** Those of one skill that count, newest first. */
    ofSkill: (
      userId: string,
      skillKey: string,
      { visibilities, viewerId }: Reach,
      after: string | null,
      limit: number,
    ) => selectOfSkill([userId, skillKey, visibilities, viewerId, after, limit]),

    /** The skills of a person that somebody endorses. */
    givenTo: async (userId: string, endorserId: string) =>
      new Set((await selectGivenTo([userId, endorserId])).map(({ skillKey }) => skillKey)),

    /** Says that what the person has received is another now. Resolves to its version. */
    async bump(tx: Tx, { tenantId, userId }: { tenantId: string; userId: string }): Promise<number> {
      const [totals] = await bump([userId, tenantId], tx);
      if (!totals) throw new Error('endorsement_totals returned no row');
      return totals.version;
    },

    totals: async (userId: string) => (await selectTotals([userId]))[0] ?? { score: 0, bySkill: {} },
  };
}
