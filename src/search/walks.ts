// Walks over everybody, tenant by tenant in the order of their ids: where each has got to is kept, for the next to go on.
import { QueryTypes } from 'sequelize';
import type { Sequelize } from '../platform/db/sequelize.ts';
import type { SearchEngineName } from '../platform/search/port.ts';

export interface WalkPosition {
  readonly tenantId: string;
  /** The last person who is done; null before the first of the tenant. */
  readonly after: string | null;
  /** People so far. */
  readonly done: number;
}

export type SearchWalks = ReturnType<typeof createSearchWalks>;

export function createSearchWalks({ sequelize }: { sequelize: Sequelize }) {
  const select = <Row extends object>(sql: string, bind: unknown[]) =>
    sequelize.query<Row>(sql, { bind, type: QueryTypes.SELECT });
  return {
    async find(walk: string): Promise<WalkPosition | undefined> {
      const sql = 'select tenant_id as "tenantId", after_id as after, done from search_walks where walk = $1';
      return (await select<WalkPosition>(sql, [walk]))[0];
    },
    async keep(walk: string, { tenantId, after, done }: WalkPosition): Promise<void> {
      await sequelize.query(
        `insert into search_walks (walk, tenant_id, after_id, done) values ($1, $2, $3, $4)
         on conflict (walk) do update
           set tenant_id = excluded.tenant_id, after_id = excluded.after_id, done = excluded.done, updated_at = now()`,
        { bind: [walk, tenantId, after, done] },
      );
    },
    async forget(walk: string): Promise<void> {
      await sequelize.query('delete from search_walks where walk = $1', { bind: [walk] });
    },

    /** Every tenant from `first` on, or that one alone. */
    async *tenants({ first = null, only = null }: { first?: string | null; only?: string | null } = {}) {
      const next =
        'select id from tenants where ($1::uuid is null or id >= $1) and ($2::uuid is null or id > $2) order by id limit 1';
      let last: string | null = null;
      for (;;) {
        const [tenant]: { id: string }[] = await select<{ id: string }>(next, [only ?? first, last]);
        if (!tenant || (only !== null && tenant.id !== only)) return;
        yield tenant.id;
        last = tenant.id;
      }
    },
    /** Those of `ids` who are not there any more. */
    async findErased(tenantId: string, ids: readonly string[]): Promise<string[]> {
      const sql = `select id from unnest($2::uuid[]) as id
        where not exists (select from profiles where user_id = id and tenant_id = $1)`;
      return (await select<{ id: string }>(sql, [tenantId, ids])).map(({ id }) => id);
    },

    /** Those of `ids` of whom the engine is about to be told: a job is still to come, or a note for the engine outside. */
    async findPromised(engine: SearchEngineName, tenantId: string, ids: readonly string[]): Promise<string[]> {
      const sql = `select id from unnest($2::uuid[]) as id
        where exists (select from outbox where name = 'search.reindex-tenant' and tenant_id = $1 and failed_at is null)
        union select subject::uuid from outbox
        where name = 'search.index-profile' and subject = any($2::text[]) and failed_at is null
        union select (payload ->> 'userId')::uuid from outbox
        where name = 'search.remove-profile' and payload ->> 'userId' = any($2::text[]) and failed_at is null
        union select id from search_changes where $3 <> 'postgres' and tenant_id = $1 and id = any($2::uuid[])`;
      return (await select<{ id: string }>(sql, [tenantId, ids, engine])).map(({ id }) => id);
    },

    async countPeople(tenantId: string | null): Promise<number> {
      const sql = 'select count(*) as people from profiles where $1::uuid is null or tenant_id = $1';
      return (await select<{ people: number }>(sql, [tenantId]))[0]?.people ?? 0;
    },
  };
}
