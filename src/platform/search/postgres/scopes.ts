// Scopes: the rows that stand for one audience of one tenant. Everything else in the index belongs to one of them.
import { QueryTypes, type Sequelize, type Transaction } from 'sequelize';
import type { SearchAudience } from '../port.ts';

/** The scope ids of the audiences, in their order; creates those that are not there yet. */
export async function requireScopeIds(
  sequelize: Sequelize,
  tenantId: string,
  audiences: readonly SearchAudience[],
  transaction: Transaction,
): Promise<number[]> {
  const present = await findScopeIds(sequelize, tenantId, transaction);
  if (audiences.every((audience) => present.has(audience))) return pick(present, audiences);
  await sequelize.query(
    `insert into search_scopes (tenant_id, audience)
     select $1, audience from unnest($2::text[]) as t (audience) order by audience
     on conflict (tenant_id, audience) do nothing`,
    { bind: [tenantId, audiences], transaction },
  );
  return pick(await findScopeIds(sequelize, tenantId, transaction), audiences);
}

async function findScopeIds(
  sequelize: Sequelize,
  tenantId: string,
  transaction: Transaction,
): Promise<Map<string, number>> {
  const rows = await sequelize.query<{ id: number; audience: string }>(
    'select id, audience from search_scopes where tenant_id = $1',
    { bind: [tenantId], type: QueryTypes.SELECT, transaction },
  );
  return new Map(rows.map((row) => [row.audience, row.id]));
}

function pick(ids: ReadonlyMap<string, number>, audiences: readonly SearchAudience[]): number[] {
  return audiences.map((audience) => {
    const id = ids.get(audience);
    if (id === undefined) throw new Error(`The search scope for ${audience} is missing.`);
    return id;
  });
}
