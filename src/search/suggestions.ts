// Suggestions while somebody types a name: few people, in little room.
import type { Identity } from '../contracts/identity.ts';
import type { PresentedProfile, ProfileRows } from '../profiles/index.ts';
import type { AddressLookup } from './addresses.ts';
import type { Asking, Hits } from './hits.ts';

const maxSuggestions = 8;

export interface Suggestion {
  readonly id: unknown;
  readonly handle?: unknown;
  readonly displayName?: unknown;
  /** The address of a small picture. */
  readonly avatar: unknown;
}

function suggestionOf({ id, handle, displayName, avatar, avatarUrls }: PresentedProfile): Suggestion {
  const picture = typeof avatarUrls === 'object' && avatarUrls !== null && Reflect.get(avatarUrls, 'thumbnailUrl');
  return {
    id,
    ...(handle !== undefined && { handle }),
    ...(displayName !== undefined && { displayName }),
    avatar: picture || avatar,
  };
}

export function createSuggestions(deps: { hits: Hits; addresses: AddressLookup; rows: ProfileRows }) {
  const { hits, addresses, rows } = deps;

  /** `@ada` is first of all whoever is called so, however many people are called Ada. */
  async function findNamed(asking: Asking, text: string): Promise<PresentedProfile | undefined> {
    if (!text.startsWith('@')) return undefined;
    const handle = text.slice(1).toLowerCase();
    const row = await rows.findForViewer(asking.tenantId, handle, asking.identity?.userId ?? null);
    return row?.handle === handle ? hits.presentRow(asking, row) : undefined;
  }

  return async (tenantId: string, identity: Identity | undefined, text: string): Promise<Suggestion[]> => {
    const asking = await hits.askingOf(tenantId, identity);
    const address = addresses.keyOf(text);
    if (address !== undefined) {
      const row = await hits.findRow(asking, await addresses.find(identity, address));
      const person = hits.presentRow(asking, row);
      return person ? [suggestionOf(person)] : [];
    }
    const [named, { people }] = await Promise.all([
      findNamed(asking, text),
      hits.find(asking, { text, namesOnly: true, limit: maxSuggestions }),
    ]);
    const others = people.filter(({ id }) => id !== named?.id);
    return (named ? [named, ...others] : others).slice(0, maxSuggestions).map(suggestionOf);
  };
}
