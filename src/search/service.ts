// Finding people: the index is kept by workers, every hit is presented anew for the one who asks.
import type { Identity } from '../contracts/identity.ts';
import { invalidCursor } from '../platform/http/page.ts';
import { InvalidCursorError, type SearchEngine } from '../platform/search/port.ts';
import type { PresentedProfile, Presenter, ProfileRow, ProfileRows, ProfileService } from '../profiles/index.ts';
import { documentsOf } from './documents.ts';

/**
 * What makes an index document count, asked of the live rows: a person who has just hidden something, left or been
 * switched off is not matched by what was indexed before. `d` is the document.
 */
export const liveFilter = `exists (
  select 1 from profiles p join users u on u.id = p.user_id join tenants t on t.id = p.tenant_id
  where p.user_id = d.id and p.tenant_id = d.tenant_id and p.privacy_version + t.rules_version = d.privacy_version
    and p.deleted_at is null and u.status = 'active' and u.email_verified_at is not null)`;

const pageSize = 200;

export interface PeopleQuery {
  readonly q: string;
  readonly limit: number;
  readonly cursor?: string;
}

export interface PeoplePage {
  readonly people: readonly PresentedProfile[];
  readonly meta: { readonly limit: number; readonly nextCursor: string | null; readonly engine: string };
}

export type SearchService = ReturnType<typeof createSearchService>;

export function createSearchService(deps: {
  engine: SearchEngine;
  rows: ProfileRows;
  presenter: Presenter;
  profiles: Pick<ProfileService, 'presentMany'>;
}) {
  const { engine, rows, presenter } = deps;
  return {
    /** One page of people whom this viewer may find by what this viewer may read. @throws INVALID_CURSOR */
    async findPeople(tenantId: string, identity: Identity | undefined, query: PeopleQuery): Promise<PeoplePage> {
      const { q: text, limit, cursor } = query;
      const audience = identity?.emailVerified ? 'authenticated' : 'public';
      try {
        const page = await engine.search({ tenantId, audience, text, limit, ...(cursor !== undefined && { cursor }) });
        const ids = page.hits.map(({ id }) => id);
        const people = await deps.profiles.presentMany(tenantId, ids, identity);
        return { people, meta: { limit, nextCursor: page.nextCursor ?? null, engine: page.engine } };
      } catch (error) {
        if (error instanceof InvalidCursorError) throw invalidCursor();
        throw error;
      }
    },

    /** Indexes the profile as it is now. Returns the version that the index reflects. */
    async indexProfile({ tenantId, userId }: { tenantId: string; userId: string }): Promise<number | undefined> {
      const row = await rows.findById(tenantId, userId);
      if (!row) return undefined;
      await engine.index({ tenantId, id: userId, version: row.version, documents: documentsOf(row, presenter) });
      return row.version;
    },

    /** Indexes everybody of a tenant anew, page by page, after a change that is about all of them. */
    async reindexTenant(tenantId: string): Promise<void> {
      let after: string | null = null;
      do {
        const page: readonly ProfileRow[] = await rows.page(tenantId, after, pageSize);
        for (const row of page)
          await engine.index({
            tenantId,
            id: row.userId,
            version: row.version,
            documents: documentsOf(row, presenter),
          });
        after = page.at(-1)?.userId ?? null;
      } while (after !== null);
    },

    /** Takes a person out; a late older job cannot bring them back. */
    async removeProfile({ tenantId, userId, version }: { tenantId: string; userId: string; version: number }) {
      await engine.index({ tenantId, id: userId, version, documents: [] });
    },
  };
}
