// Search from a browser straight in Meilisearch: who may do it, and what the token lets them find. A token cannot be
// taken back, so what it allows is fixed for a few minutes: whoever blocks its holder meanwhile is found until it ends.
import type { Identity } from '../contracts/identity.ts';
import type { SearchChanges } from '../platform/search/changes.ts';
import type { DirectSearchTokens } from '../platform/search/meilisearch/tokens.ts';
import type { ProfileReader } from '../profiles/index.ts';
import { searchTokenUnavailable } from './errors.ts';
import { onlyDiscoverable } from './question.ts';

const tokenSeconds = 10 * 60;
/** The token travels in a header of each question, and headers of more than some kilobytes are refused on the way. */
const maxExcluded = 100;
/** Behind by more, what somebody hid could still be found there, where nobody looks at the live rows. */
const maxLagSeconds = 30;

export interface DirectSearchGrant {
  readonly token: string;
  readonly url: string;
  readonly index: string;
  readonly expiresAt: string;
}

export type DirectSearch = ReturnType<typeof createDirectSearch>;

export function createDirectSearch(deps: {
  reader: Pick<ProfileReader, 'peopleHiddenFrom'>;
  changes: Pick<SearchChanges, 'lagSeconds'>;
  /** Absent where PostgreSQL is the engine. */
  meilisearch?: { mirror: { isReady(): Promise<boolean> }; tokens: DirectSearchTokens; url: string };
}) {
  const { reader, changes, meilisearch } = deps;
  return {
    /** @throws SEARCH_TOKEN_UNAVAILABLE */
    async grant(identity: Identity): Promise<DirectSearchGrant> {
      if (!meilisearch) throw searchTokenUnavailable();
      const excludedIds = [...(await reader.peopleHiddenFrom(identity))];
      const isCurrent = (await meilisearch.mirror.isReady()) && (await changes.lagSeconds()) <= maxLagSeconds;
      if (!isCurrent || excludedIds.length > maxExcluded) throw searchTokenUnavailable();
      const { tenantId } = identity;
      const audience = identity.emailVerified ? 'authenticated' : 'public';
      // Nobody looks at what is typed there, an empty question included: so only people who may be discovered.
      const granted = await meilisearch.tokens
        .issue({ tenantId, audience, excludedIds }, [onlyDiscoverable], tokenSeconds)
        .catch((cause: unknown) => {
          throw searchTokenUnavailable({ cause });
        });
      if (!granted) throw searchTokenUnavailable();
      const { token, index, expiresAt } = granted;
      return { token, url: meilisearch.url, index, expiresAt: expiresAt.toISOString() };
    },
  };
}
