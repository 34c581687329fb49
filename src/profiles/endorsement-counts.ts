// How often the skills of a profile were endorsed. The rows are counted at each look, so that whoever leaves, is banned,
// or blocks the owner counts no more from that commit on.
import { tagKey } from '../platform/text/tags.ts';

/** Joins and conditions under which an endorsement `e` counts; `eu` and `ep` are its author. */
export const endorserJoins = `join users eu on eu.id = e.endorser_id join profiles ep on ep.user_id = e.endorser_id`;
export const endorsementInForce = `e.withdrawn_at is null and e.hidden_at is null and e.removed_at is null
  and eu.status = 'active' and eu.email_verified_at is not null and ep.deleted_at is null
  and not exists (select from blocks b
    where (b.blocker_id, b.blocked_id) in ((e.user_id, e.endorser_id), (e.endorser_id, e.user_id)))`;

/** By the folded form of each skill, as JSON; `p` is a row of profiles. */
export const endorsementCounts = `coalesce((select jsonb_object_agg(k.skill_key, k.times) from (
    select e.skill_key, count(*) as times from endorsements e ${endorserJoins}
    where e.user_id = p.user_id and ${endorsementInForce} group by e.skill_key) k), '{}')`;

interface Endorsed {
  readonly skills: readonly string[];
  /** Skills that are gone from the profile, too: their endorsements rest. */
  readonly endorsements: Readonly<Record<string, number>>;
}

export const timesEndorsed = ({ endorsements }: Pick<Endorsed, 'endorsements'>, skill: string): number => {
  const key = tagKey(skill);
  return Object.hasOwn(endorsements, key) ? (endorsements[key] ?? 0) : 0;
};

/** Of the skills that the profile has now. */
export const totalEndorsements = (row: Endorsed): number =>
  row.skills.reduce((total, skill) => total + timesEndorsed(row, skill), 0);
