// What a proof of a link is bound to. It ends when a link, a handle or an address changes (a trigger of the database removes it,
// so that what returns is proved anew); and whoever reads it compares digests, since checks under way may still write what they
// began with. In SQL `l` is a row of link_proofs, `p` of profiles and `u` of users.
import { createHash } from 'node:crypto';

/** A proof in force, as others may know of it. */
export interface LinkProof {
  readonly method: string;
  /** ISO 8601, as PostgreSQL writes it. */
  readonly verifiedAt: string;
}

/** Besides the link: nothing, the person's handle, or their proved e-mail address (folded). */
export type ProofBinding = 'link' | 'handle' | 'address';

/** The link that a proof is about, as it is now. */
export const linkOfProof = `case l.network when 'website' then p.website else p.social_links ->> l.network end`;

/** Whether all that the proof is bound to is still so; null when it is gone. */
export const proofStands = `l.digest = sha256(convert_to(${linkOfProof} || E'\\n' || case l.bound_to
  when 'handle' then p.handle when 'address' then case when u.email_verified_at is not null then u.email_key end else '' end, 'UTF8'))`;

/** The digest of a proof, as `proofStands` computes it. */
export const proofDigest = (link: string, boundTo = ''): Buffer =>
  createHash('sha256').update(`${link}\n${boundTo}`).digest();

/** The proofs of `p` in force, by network: of several the oldest. */
export const linkProofs = `coalesce((
    select jsonb_object_agg(l.network, jsonb_build_object('method', l.method, 'verifiedAt', l.verified_at) order by l.verified_at desc)
    from link_proofs l where l.user_id = p.user_id and l.verified_at is not null and ${proofStands}), '{}')`;
