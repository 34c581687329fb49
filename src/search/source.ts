// Everybody, as an index outside is to hold them.
import type { EntrySource } from '../platform/search/meilisearch/mirror.ts';
import type { Presenter, ProfileRows } from '../profiles/index.ts';
import { entryOf } from './reindexing.ts';
import type { SearchWalks } from './walks.ts';

export function createEntrySource(deps: {
  rows: Pick<ProfileRows, 'page' | 'findByIds'>;
  presenter: Presenter;
  walks: Pick<SearchWalks, 'tenants'>;
}): EntrySource {
  const { rows, presenter, walks } = deps;
  return {
    async nextTenant(after) {
      for await (const tenantId of walks.tenants({ first: after })) if (tenantId !== after) return tenantId;
      return undefined;
    },
    page: async (tenantId, after, limit) =>
      (await rows.page(tenantId, after, limit)).map((row) => entryOf(row, presenter)),
    entriesOf: async (tenantId, ids) =>
      (await rows.findByIds(tenantId, ids, null)).map((row) => entryOf(row, presenter)),
  };
}
