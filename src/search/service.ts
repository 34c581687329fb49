// Search as its two doors know it: HTTP asks, workers keep the index.
import type { Identity } from '../contracts/identity.ts';
import type { Clock } from '../platform/clock.ts';
import type { Sequelize } from '../platform/db/sequelize.ts';
import { invalidCursor } from '../platform/http/page.ts';
import type { Limits } from '../platform/rate-limit/limits.ts';
import { InvalidCursorError, type SearchEngine } from '../platform/search/port.ts';
import type { Presenter, ProfileReader, ProfileRows } from '../profiles/index.ts';
import { createAddressLookup } from './addresses.ts';
import { createDiscovery } from './discovery.ts';
import { createFinding, type PeoplePage } from './finding.ts';
import { createHits } from './hits.ts';
import type { PeopleQuery } from './question.ts';
import { entryOf } from './reindexing.ts';
import { createSuggestions } from './suggestions.ts';

/**
 * What makes an index document count, asked of the live rows: a person who has just hidden something, left or been
 * switched off is not matched by what was indexed before. `d` is the document.
 */
export const liveFilter = `exists (
  select 1 from profiles p join users u on u.id = p.user_id join tenants t on t.id = p.tenant_id
  where p.user_id = d.id and p.tenant_id = d.tenant_id and p.privacy_version + t.rules_version = d.privacy_version
    and p.deleted_at is null and u.status = 'active' and u.email_verified_at is not null)`;

const hour = 3_600;
const addressesAnHour = 100;

export type SearchService = ReturnType<typeof createSearchService>;

export function createSearchService(deps: {
  engine: SearchEngine;
  rows: ProfileRows;
  presenter: Presenter;
  reader: Pick<ProfileReader, 'peopleHiddenFrom'>;
  sequelize: Sequelize;
  limits: Pick<Limits, 'guarding'>;
  clock: Clock;
}) {
  const { engine, rows, presenter, limits } = deps;
  const limit = limits.guarding({ name: 'addresses', points: addressesAnHour, seconds: hour });
  const hits = createHits(deps);
  const addresses = createAddressLookup({ ...deps, limit });
  const findPeople = createFinding({ presenter, hits, addresses });

  return {
    /** One page of people whom this viewer may find by what this viewer may read. @throws INVALID_CURSOR, RATE_LIMITED */
    async findPeople(tenantId: string, identity: Identity | undefined, query: PeopleQuery): Promise<PeoplePage> {
      try {
        return await findPeople(tenantId, identity, query);
      } catch (error) {
        throw error instanceof InvalidCursorError ? invalidCursor() : error;
      }
    },

    /** Eight people at most whose names begin like that. @throws RATE_LIMITED */
    suggest: createSuggestions({ hits, addresses, rows }),

    /** Sections of people whom nobody searched for, with the reason for each. */
    discover: createDiscovery({ ...deps, hits }),

    /** Indexes the profile as it is now. Returns the version that the index reflects. */
    async indexProfile({ tenantId, userId }: { tenantId: string; userId: string }): Promise<number | undefined> {
      const row = await rows.findById(tenantId, userId);
      if (!row) return undefined;
      await engine.index([entryOf(row, presenter)]);
      return row.version;
    },

    /** Takes a person out; a late older job cannot bring them back. */
    async removeProfile({ tenantId, userId, version }: { tenantId: string; userId: string; version: number }) {
      await engine.index([{ tenantId, id: userId, version, documents: [] }]);
    },
  };
}
