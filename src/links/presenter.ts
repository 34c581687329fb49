// What an owner reads of a link and its proofs, and what everybody else does.
import type { LinkProof } from '../profiles/index.ts';
import type { Link, ProofMethod } from './methods.ts';
import { type ProofState, stateOf } from './proof-rules.ts';
import { sentenceOf } from './reasons.ts';
import type { ProofRow } from './repository.ts';

export interface OwnProof {
  readonly method: ProofMethod;
  readonly state: ProofState;
  /** Why the last check failed. */
  readonly reason: string | null;
  readonly verifiedAt: Date | null;
  readonly checkedAt: Date | null;
  /** From when on the owner may ask again; null: now. */
  readonly checkableAt: Date | null;
  readonly todo: string;
  /** What to put into DNS. */
  readonly record?: { readonly name: string; readonly value: string };
  /** Where the page must lead. */
  readonly backLink?: string;
}

export interface OwnLink extends Link {
  readonly verified: boolean;
  readonly methods: readonly OwnProof[];
}

export interface ShownLink extends Link {
  readonly proof: { readonly method: string; readonly verifiedAt: string } | null;
}

export const presentProof = (proof: LinkProof | undefined): ShownLink['proof'] =>
  proof ? { method: proof.method, verifiedAt: new Date(proof.verifiedAt).toISOString() } : null;

type Record = NonNullable<OwnProof['record']>;

function todoOf(method: ProofMethod, profileUrl: string, record: Record): string {
  if (method === 'dns-txt') return `Add a TXT record named ${record.name} with the value ${record.value}.`;
  return method === 'rel-me'
    ? `Put a link to ${profileUrl} with rel="me" on that page.`
    : 'Use an e-mail address at the host of this link for your account. Others will see that you have one there.';
}

function presentOwnProof(
  { method, proof }: { method: ProofMethod; proof: ProofRow | undefined },
  { profileUrl, record, coolDownMs }: { profileUrl: string; record: Record; coolDownMs: number },
): OwnProof {
  const known = proof?.stands ? proof : undefined;
  return {
    method,
    state: stateOf(known),
    reason: known?.reason ? sentenceOf(known.reason) : null,
    verifiedAt: known?.verifiedAt ?? null,
    checkedAt: known?.checkedAt ?? null,
    checkableAt: known ? new Date(known.askedAt.getTime() + coolDownMs) : null,
    todo: todoOf(method, profileUrl, record),
    ...(method === 'dns-txt' && { record }),
    ...(method === 'rel-me' && { backLink: profileUrl }),
  };
}

export function presentOwnLink({
  link: { network, url },
  methods,
  ...help
}: {
  link: Link;
  methods: readonly { method: ProofMethod; proof: ProofRow | undefined }[];
  profileUrl: string;
  record: Record;
  coolDownMs: number;
}): OwnLink {
  const proofs = methods.map((one) => presentOwnProof(one, help));
  return { network, url, verified: proofs.some(({ verifiedAt }) => verifiedAt !== null), methods: proofs };
}
