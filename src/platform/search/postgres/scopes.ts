// Scopes: the rows that stand for one audience of one tenant. Everything else in the index belongs to one of them.
import type { Tx } from '../../db/sequelize.ts';
import type { SearchAudience, SearchScope } from '../port.ts';
import type { Bind, Statements } from './statements.ts';

type Place = Pick<SearchScope, 'tenantId' | 'audience'>;

/** The id of the scope, as part of a statement; null where nothing has been indexed yet. */
export function scopeOf({ tenantId, audience }: Place, bind: Bind): string {
  return `(select s.id from search_scopes s where s.tenant_id = ${bind(tenantId)}::uuid and s.audience = ${bind(audience)})`;
}

/** Answers the id of each scope that is asked for; creates those that are not there yet. */
export async function requireScopes(
  statements: Statements,
  places: readonly Place[],
  tx: Tx,
): Promise<(tenantId: string, audience: SearchAudience) => number> {
  const known = new Map<string, number>();
  async function read() {
    const tenantIds = [...new Set(places.map(({ tenantId }) => tenantId))];
    const rows = await statements.run<Place & { id: number }>(
      (bind) =>
        `select id, tenant_id as "tenantId", audience from search_scopes where tenant_id = any(${bind(tenantIds)}::uuid[])`,
      tx,
    );
    for (const row of rows) known.set(keyOf(row), row.id);
  }
  await read();
  const missing = places.filter((place) => !known.has(keyOf(place)));
  if (missing.length > 0) {
    await statements.run(
      (bind) =>
        `insert into search_scopes (tenant_id, audience)
         select distinct t.tenant_id, t.audience
         from unnest(${bind(missing.map(({ tenantId }) => tenantId))}::uuid[], ${bind(missing.map(({ audience }) => audience))}::text[])
           as t (tenant_id, audience)
         order by 1, 2
         on conflict (tenant_id, audience) do nothing`,
      tx,
    );
    await read();
  }
  return (tenantId, audience) => {
    const id = known.get(keyOf({ tenantId, audience }));
    if (id === undefined) throw new Error(`The search scope for ${audience} is missing.`);
    return id;
  };
}

function keyOf({ tenantId, audience }: Place): string {
  return `${tenantId} ${audience}`;
}
