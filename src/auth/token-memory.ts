// What was found out about tokens and cookies, by hash, until they expire or somebody's rights change.
import { LRUCache } from 'lru-cache';
import type { Caller } from '../contracts/identity.ts';
import type { ChangeFeed, ChangeTopic } from '../platform/changes.ts';
import type { Clock } from '../platform/clock.ts';

export interface Verified {
  readonly caller: Caller;
  /** When the token must be looked at again. */
  readonly expiresAtMs: number;
}

const maxTokens = 50_000;
/** Whoever announces a revocation may die before it is sent: nothing is believed for longer without a look. */
const maxRememberedMs = 60_000;

/** What announces that the caller's rights have changed. */
const topicOf = (caller: Caller): ChangeTopic =>
  caller.kind === 'service'
    ? `service:${caller.tenantId}/${caller.tokenId}`
    : `account:${caller.tenantId}/${caller.userId}`;

/** Remembers verified tokens by hash, and which of them belong to one account or service. */
export function createTokenMemory(changes: Pick<ChangeFeed, 'subscribe' | 'connected'>, clock: Clock) {
  const byTopic = new Map<string, Set<string>>();
  const verified = new LRUCache<string, Verified>({
    max: maxTokens,
    ttl: maxRememberedMs,
    dispose({ caller }, hash) {
      const topic = topicOf(caller);
      const hashes = byTopic.get(topic);
      hashes?.delete(hash);
      if (hashes?.size === 0) byTopic.delete(topic);
    },
  });
  const looking = new Map<string, { readonly since: number; readonly found: Promise<Verified | undefined> }>();
  let epoch = 0;
  changes.subscribe({
    changed(topic) {
      if (!/^(account|service|roles):/.test(topic)) return;
      epoch += 1;
      // Rare, and its holders are not known here.
      if (topic.startsWith('roles:')) verified.clear();
      for (const hash of byTopic.get(topic) ?? []) verified.delete(hash);
    },
    gap() {
      epoch += 1;
      verified.clear();
    },
  });

  function keep(hash: string, value: Verified): void {
    verified.set(hash, value);
    const topic = topicOf(value.caller);
    byTopic.set(topic, (byTopic.get(topic) ?? new Set()).add(hash));
  }

  /** What `look` finds is kept only if nobody's rights have changed meanwhile. */
  async function check(hash: string, look: () => Promise<Verified | undefined>): Promise<Verified | undefined> {
    const since = epoch;
    const found = await look();
    if (found && epoch === since && changes.connected()) keep(hash, found);
    return found;
  }

  return {
    /** What is remembered, or what `look` finds: once for all who ask while it looks, unless rights change meanwhile. */
    async find(hash: string, look: () => Promise<Verified | undefined>): Promise<Verified | undefined> {
      if (!changes.connected()) return look();
      const known = verified.get(hash);
      if (known && known.expiresAtMs > clock().getTime()) return known;
      const running = looking.get(hash);
      if (running?.since === epoch) return running.found;
      const begun = { since: epoch, found: check(hash, look) };
      looking.set(hash, begun);
      try {
        return await begun.found;
      } finally {
        if (looking.get(hash) === begun) looking.delete(hash);
      }
    },
  };
}
