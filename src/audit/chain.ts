// The chain: what an entry is to its hash. Pure; what was hashed once must hash the same for as long as the trail is kept.
import { createHash } from 'node:crypto';

/** An entry as its row has it, every value as text or bytes. */
export interface StoredEntry {
  readonly id: string;
  readonly tenantId: string;
  readonly at: Date;
  readonly actorKind: string;
  readonly actorId: string | null;
  readonly action: string;
  readonly targetType: string | null;
  readonly targetId: string | null;
  readonly outcome: string;
  /** JSON, or sealed JSON: the hash is over what lies there, and does not mind whether it can still be read. */
  readonly changes: Buffer | null;
  readonly sealedFor: string | null;
  readonly requestId: string | null;
  readonly network: string | null;
  readonly origin: Buffer | null;
  readonly originDay: string | null;
}

/** Columns of `StoredEntry`, of `audit.entries e`. */
export const entryColumns = `e.id, e.tenant_id as "tenantId", e.at, e.actor_kind as "actorKind", e.actor_id as "actorId",
  e.action, e.target_type as "targetType", e.target_id as "targetId", e.outcome, e.changes, e.sealed_for as "sealedFor",
  e.request_id as "requestId", e.network::text, e.origin, e.origin_day::text as "originDay"`;

export interface Link {
  /** From 1, without gaps; 0 is the beginning that no entry has. */
  readonly sequence: number;
  readonly hash: Buffer;
}

/** What the first link hangs on. */
export const beginning: Link = { sequence: 0, hash: Buffer.alloc(32) };

// Its name is part of what is hashed: another form would be told apart from this one.
const form = 'cameo-audit-1';

function canonical(sequence: number, entry: StoredEntry): string {
  return JSON.stringify([
    form,
    sequence,
    entry.id,
    entry.tenantId,
    entry.at.toISOString(),
    ...[entry.actorKind, entry.actorId, entry.action, entry.targetType, entry.targetId, entry.outcome],
    entry.changes?.toString('base64') ?? null,
    ...[entry.sealedFor, entry.requestId, entry.network],
    entry.origin?.toString('base64') ?? null,
    entry.originDay,
  ]);
}

/** The link that follows `previous`. */
export function linkAfter(previous: Link, entry: StoredEntry): Link {
  const sequence = previous.sequence + 1;
  const hash = createHash('sha256').update(previous.hash).update(canonical(sequence, entry)).digest();
  return { sequence, hash };
}
