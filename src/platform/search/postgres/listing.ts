// What the index holds, for comparing it with its source.
import type { IndexedEntry } from '../port.ts';
import type { Statements } from './statements.ts';

/** Up to `limit` entries behind `after`, by id; tombstones are none. */
export function listEntries(
  statements: Statements,
  tenantId: string,
  after: string | null,
  limit: number,
): Promise<IndexedEntry[]> {
  return statements.run<IndexedEntry>(
    (bind) => `select v.id, v.version, d.documents
      from search_versions v cross join lateral (
        select jsonb_agg(jsonb_build_object('audience', s.audience, 'privacyVersion', d.privacy_version) order by s.id) as documents
        from search_scopes s join search_documents d on d.scope_id = s.id and d.id = v.id
        where s.tenant_id = v.tenant_id
      ) d
      where v.tenant_id = ${bind(tenantId)} and v.id > ${bind(after ?? '00000000-0000-0000-0000-000000000000')}::uuid
        and d.documents is not null
      order by v.id limit ${bind(limit)}`,
  );
}
