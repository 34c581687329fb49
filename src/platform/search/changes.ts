// The list of people of whom an index outside is still to be told. It holds ids only: what is told is what is so by then.
// Notes are taken by every process, whether it knows the index outside or not, as long as the database says there is one.
import { QueryTypes } from 'sequelize';
import type { Sequelize } from '../db/sequelize.ts';

export interface NotedChange {
  readonly tenantId: string;
  readonly id: string;
  readonly seq: number;
}

export type SearchChanges = ReturnType<typeof createSearchChanges>;

export function createSearchChanges({ sequelize }: { sequelize: Sequelize }) {
  const run = (sql: string, items: readonly object[]) => sequelize.query(sql, { bind: [JSON.stringify(items)] });
  return {
    async note(people: readonly { readonly tenantId: string; readonly id: string }[]): Promise<void> {
      const rows = people.map(({ tenantId, id }) => ({ tenantId, id }));
      // `noted_at` stays: it says since when the index outside has been behind.
      await run(
        `insert into search_changes (tenant_id, id)
         select distinct "tenantId", id from jsonb_to_recordset($1) as p ("tenantId" uuid, id uuid)
         where exists (select from search_mirrors) order by 1, 2
         on conflict (tenant_id, id) do update set seq = default`,
        rows,
      );
    },

    /** In the order in which they came in; one that changed again stands where it came in last. */
    next: (limit: number): Promise<NotedChange[]> =>
      sequelize.query<NotedChange>(
        'select tenant_id as "tenantId", id, seq from search_changes order by seq limit $1',
        { bind: [limit], type: QueryTypes.SELECT },
      ),

    /** Strikes out those that have not changed again meanwhile. */
    async strike(changes: readonly NotedChange[]): Promise<void> {
      await run(
        `delete from search_changes c using jsonb_to_recordset($1) as d ("tenantId" uuid, id uuid, seq bigint)
         where c.tenant_id = d."tenantId" and c.id = d.id and c.seq = d.seq`,
        changes,
      );
    },

    /** Puts those that could not be told behind all others, so that they hold up nobody. */
    async putLast(changes: readonly NotedChange[]): Promise<void> {
      await run(
        `update search_changes c set seq = default
         from jsonb_to_recordset($1) as d ("tenantId" uuid, id uuid, seq bigint)
         where c.tenant_id = d."tenantId" and c.id = d.id and c.seq = d.seq`,
        changes,
      );
    },

    /** For how many seconds the oldest has been waiting; 0 where none is. */
    async lagSeconds(): Promise<number> {
      const [row] = await sequelize.query<{ lag: number | null }>(
        'select extract(epoch from now() - min(noted_at))::float8 as lag from search_changes',
        { type: QueryTypes.SELECT },
      );
      return Math.max(0, row?.lag ?? 0);
    },
  };
}
