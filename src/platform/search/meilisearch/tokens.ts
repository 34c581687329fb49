// Short-lived tokens with which a browser asks Meilisearch itself. The filter is part of the token, which is signed with
// a key that can do nothing but search this one index.
import type { Key, Meilisearch } from 'meilisearch';
import { generateTenantToken } from 'meilisearch/token';
import type { Clock } from '../../clock.ts';
import type { SearchFilter, SearchScope } from '../port.ts';
import { MeilisearchFailure, orUndefinedWhere } from './failures.ts';
import { facetFilter, scopeFilter } from './filters.ts';

// Fixed, so that processes that make the key at the same time make one.
const KEY_UID = 'ca3e0a11-5ea2-4c1d-8f00-70ce10570e25';
const KEY_FOR_MS = 60_000;
/** The configured key has no right to keys, or the server has none. */
const noKeys = new Set(['invalid_api_key', 'missing_authorization_header', 'missing_master_key']);

export interface DirectSearch {
  readonly token: string;
  /** The index to ask. */
  readonly index: string;
  readonly expiresAt: Date;
}

export interface DirectSearchTokens {
  /** A token for `seconds`; undefined where Meilisearch gives no key to sign it with. */
  issue(scope: SearchScope, filters: readonly SearchFilter[], seconds: number): Promise<DirectSearch | undefined>;
}

export function createDirectSearchTokens(deps: {
  client: Meilisearch;
  indexUid: string;
  clock: Clock;
}): DirectSearchTokens {
  const { client, indexUid, clock } = deps;
  let known: { at: number; key: Promise<Key | undefined> } | undefined;

  async function requireKey(): Promise<Key> {
    const find = () => orUndefinedWhere('api_key_not_found', () => client.getKey(KEY_UID));
    const make = () =>
      orUndefinedWhere('api_key_already_exists', () =>
        client.createKey({
          uid: KEY_UID,
          name: 'Cameo: tokens for direct search',
          actions: ['search'],
          indexes: [indexUid],
          expiresAt: null,
        }),
      );
    const key = (await find()) ?? (await make()) ?? (await find());
    if (!key) throw new Error('Meilisearch has a key and has it not');
    return key;
  }

  async function findKey(): Promise<Key | undefined> {
    const at = clock().getTime();
    if (!known || at - known.at > KEY_FOR_MS) {
      const key = requireKey().catch((error: unknown) => {
        if (error instanceof MeilisearchFailure && noKeys.has(error.code)) return undefined;
        known = undefined;
        throw error;
      });
      known = { at, key };
    }
    return known.key;
  }

  return {
    async issue(scope, filters, seconds) {
      const key = await findKey();
      // A key that can do more than search here is not ours, whatever its uid.
      if (key?.actions.join() !== 'search' || key.indexes.join() !== indexUid) return undefined;
      const expiresAt = new Date(clock().getTime() + seconds * 1000);
      const token = await generateTenantToken({
        apiKey: key.key,
        apiKeyUid: key.uid,
        searchRules: { [indexUid]: { filter: [...scopeFilter(scope), ...filters.map(facetFilter)].join(' AND ') } },
        expiresAt,
      });
      return { token, index: indexUid, expiresAt };
    },
  };
}
