// Discovery: people whom somebody did not search for, each with the reason why; only of those who may be listed.
import type { Identity } from '../contracts/identity.ts';
import type { Clock } from '../platform/clock.ts';
import { foldFacet } from '../platform/search/facets.ts';
import type { SearchEngine } from '../platform/search/port.ts';
import type { PresentedProfile, ProfileRows } from '../profiles/index.ts';
import { statOf, textsOf } from './documents.ts';
import type { Asking, Hits } from './hits.ts';
import { onlyDiscoverable } from './question.ts';

export const discoverySections = ['similar', 'recent', 'active', 'endorsed'] as const;
export type DiscoverySection = (typeof discoverySections)[number];

export interface DiscoveryQuery {
  readonly section?: DiscoverySection;
  readonly limit: number;
}

type Reason = Readonly<Record<string, unknown>>;

export interface Discovered {
  readonly profile: PresentedProfile;
  readonly reason: Reason;
}

const traitNames = ['skills', 'interests', 'location'] as const;
/** Whoever has been away for longer is not recently active. */
const activeDays = 30;
const dayMs = 86_400_000;

export function createDiscovery(deps: {
  engine: Pick<SearchEngine, 'findSimilar'>;
  hits: Hits;
  rows: Pick<ProfileRows, 'findById'>;
  clock: Clock;
}) {
  const { engine, hits, rows, clock } = deps;

  const reasons: Readonly<Record<Exclude<DiscoverySection, 'similar'>, (profile: PresentedProfile) => Reason | null>> =
    {
      recent(profile) {
        const joinedAt = statOf(profile, 'joinedAt');
        return typeof joinedAt === 'string' ? { joinedAt } : null;
      },
      active(profile) {
        const lastActiveAt = statOf(profile, 'lastActiveAt');
        if (typeof lastActiveAt !== 'string') return null;
        return Date.parse(lastActiveAt) >= clock().getTime() - activeDays * dayMs ? { lastActiveAt } : null;
      },
      endorsed({ endorsementsCount }) {
        return typeof endorsementsCount === 'number' && endorsementsCount > 0 ? { endorsementsCount } : null;
      },
    };

  async function list(section: Exclude<DiscoverySection, 'similar'>, asking: Asking, limit: number) {
    const order = section === 'endorsed' ? 'endorsements' : section;
    const { people } = await hits.find(asking, { text: '', filters: [onlyDiscoverable], order, limit });
    return people.flatMap((profile): Discovered[] => {
      const reason = reasons[section](profile);
      return reason ? [{ profile, reason }] : [];
    });
  }

  /** What the two share as the one who asks sees it now; the engine may remember more. */
  function sharedBy(profile: PresentedProfile, shared: Readonly<Record<string, readonly string[]>>): Reason {
    return Object.fromEntries(
      traitNames.flatMap((name) => {
        const theirs = new Set(textsOf(profile, name).map(foldFacet));
        const values = (shared[name] ?? []).filter((value) => theirs.has(foldFacet(value)));
        return values.length > 0 ? [[name, values]] : [];
      }),
    );
  }

  async function findSimilar(asking: Asking, identity: Identity, limit: number): Promise<Discovered[]> {
    const { tenantId, audience, excludedIds } = asking;
    const own = await rows.findById(tenantId, identity.userId);
    if (!own || own.deleted) return [];
    const { skills, interests, location } = own;
    const traits = { skills, interests, location: location === null ? [] : [location] };
    if (Object.values(traits).every((values) => values.length === 0)) return [];
    const scope = { tenantId, audience, excludedIds };
    const found = await engine.findSimilar({ ...scope, traits, filters: [onlyDiscoverable], limit });
    const sharedOf = new Map<unknown, Readonly<Record<string, readonly string[]>>>(
      found.map(({ id, shared }) => [id, shared]),
    );
    return (await hits.present(asking, found)).flatMap((profile) => {
      const reason = sharedBy(profile, sharedOf.get(profile.id) ?? {});
      return Object.keys(reason).length > 0 ? [{ profile, reason }] : [];
    });
  }

  return async (tenantId: string, identity: Identity | undefined, { section, limit }: DiscoveryQuery) => {
    const { excludedIds, ...rest } = await hits.askingOf(tenantId, identity);
    const asking: Asking = { ...rest, excludedIds: identity ? [...excludedIds, identity.userId] : excludedIds };
    // A stranger is like nobody.
    const wanted = section ? [section] : discoverySections.filter((name) => identity || name !== 'similar');
    return Promise.all(
      wanted.map(async (name) => {
        if (name !== 'similar') return { section: name, people: await list(name, asking, limit) };
        return { section: name, people: identity ? await findSimilar(asking, identity, limit) : [] };
      }),
    );
  };
}
