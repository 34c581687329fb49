// What a check means for a proof: how long it lasts, when it is looked at again, and when it is over. Pure.
import { proofDigest } from '../profiles/index.ts';
import type { CheckOutcome } from './checks.ts';
import type { CheckedProof, ProofRow } from './repository.ts';

export const proofStates = ['unproved', 'pending', 'verified', 'stale', 'failed'] as const;
/** `stale`: proved, but the last check failed. `pending`: the first check is still to come. */
export type ProofState = (typeof proofStates)[number];

export interface ProofRules {
  /** Between two checks of a proof that holds. */
  readonly recheckMs: number;
  /** Scheduled checks in a row that a proof may fail before it is over. */
  readonly graceChecks: number;
}

export const dayMs = 86_400_000;

/** Whether somebody has asked since the last check. */
export const isAwaited = ({ askedAt, checkedAt }: Pick<ProofRow, 'askedAt' | 'checkedAt'>): boolean =>
  checkedAt === null || checkedAt < askedAt;

export function stateOf(proof: ProofRow | undefined): ProofState {
  if (!proof?.stands) return 'unproved';
  if (proof.verifiedAt) return proof.reason === null ? 'verified' : 'stale';
  return isAwaited(proof) ? 'pending' : 'failed';
}

/** Between nine and eleven tenths: what was proved together is not checked together for ever. */
function spread(ms: number, id: string): number {
  return Math.round(ms * (0.9 + (0.2 * Number.parseInt(id.slice(-4), 16)) / 0xffff));
}

const earlier = (a: Date | null, b: Date): Date => (a && a < b ? a : b);
const later = (now: Date, ms: number): Date => new Date(now.getTime() + ms);

/** What becomes of a proof with the outcome of a check that began at `now`. */
export function afterCheck(proof: ProofRow, outcome: CheckOutcome, now: Date, rules: ProofRules): CheckedProof {
  // A worker whose clock is slow must not leave the question open.
  const checkedAt = proof.askedAt > now ? proof.askedAt : now;
  const { id, verifiedAt } = proof;
  if (outcome.holds) {
    const digest = proofDigest(proof.url ?? '', outcome.subject);
    // What follows from rows of ours is asked with every read: no check could add to it.
    const nextCheckAt = outcome.boundTo === 'address' ? null : later(now, spread(rules.recheckMs, id));
    const binding = { boundTo: outcome.boundTo, digest };
    return { id, checkedAt, verifiedAt: verifiedAt ?? now, failedChecks: 0, reason: null, nextCheckAt, binding };
  }
  const { reason } = outcome;
  // Owners may ask as often as they like while they mend their page: only the clock's checks count.
  const failedChecks = proof.failedChecks + (proof.askedByClock ? 1 : 0);
  if (verifiedAt && failedChecks < rules.graceChecks) {
    // Nor does asking put the clock off.
    const nextCheckAt = earlier(proof.nextCheckAt, later(now, dayMs));
    return { id, checkedAt, verifiedAt, failedChecks, reason, nextCheckAt };
  }
  return { id, checkedAt, verifiedAt: null, failedChecks: 0, reason, nextCheckAt: null };
}
