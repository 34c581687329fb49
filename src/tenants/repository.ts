// Rows of `tenants` and `tenant_hosts`. The only writer.
import { violates } from '../platform/db/failure.ts';
import { hotStatement } from '../platform/db/hot-statement.ts';
import type { Sequelize, Tx } from '../platform/db/sequelize.ts';
import { hostTaken, tenantExists } from './errors.ts';
import type { Tenant, TenantSettings } from './settings.ts';

const columns = `t.id, t.slug, t.name, t.settings, t.version, t.created_at as "createdAt", t.updated_at as "updatedAt",
  array(select h.host from tenant_hosts h where h.tenant_id = t.id order by h.host) as hosts`;

export type TenantRepository = ReturnType<typeof createTenantRepository>;

export function createTenantRepository(sequelize: Sequelize) {
  const byId = hotStatement<Tenant>(sequelize, `select ${columns} from tenants t where t.id = $1`);
  const forUpdate = hotStatement<Tenant>(sequelize, `select ${columns} from tenants t where t.id = $1 for update`);
  const bySlug = hotStatement<{ id: string }>(sequelize, 'select id from tenants where slug = $1');
  const hosts = hotStatement<{ host: string; tenantId: string }>(
    sequelize,
    'select host, tenant_id as "tenantId" from tenant_hosts',
  );
  const page = hotStatement<Tenant>(
    sequelize,
    `select ${columns} from tenants t where $1::uuid is null or t.id > $1 order by t.id limit $2`,
  );
  const run = (tx: Tx, sql: string, bind: unknown[]) => sequelize.query(sql, { bind, transaction: tx });

  return {
    findById: async (id: string): Promise<Tenant | undefined> => (await byId([id]))[0],
    findIdBySlug: async (slug: string): Promise<string | undefined> => (await bySlug([slug]))[0]?.id,
    lock: async (tx: Tx, id: string): Promise<Tenant | undefined> => (await forUpdate([id], tx))[0],
    /** The tenant of every host that has one. */
    hosts: async (): Promise<ReadonlyMap<string, string>> =>
      new Map((await hosts([])).map(({ host, tenantId }) => [host, tenantId])),
    /** Those behind `after`, in the order of their ids. */
    list: (after: string | null, limit: number): Promise<Tenant[]> => page([after, limit]),

    /** @throws TENANT_EXISTS */
    async insert(tx: Tx, { id, slug, name }: Pick<Tenant, 'id' | 'slug' | 'name'>): Promise<void> {
      try {
        await run(tx, 'insert into tenants (id, slug, name) values ($1, $2, $3)', [id, slug, name]);
      } catch (error) {
        throw violates(error, 'tenants_slug_key') ? tenantExists({ cause: error }) : error;
      }
    },

    /** What was indexed under other rules about who sees what is found no more. */
    async write(tx: Tx, id: string, { name, settings }: { name: string; settings: TenantSettings }): Promise<void> {
      await run(
        tx,
        `update tenants set name = $2, settings = $3::jsonb, version = version + 1, updated_at = now(),
           rules_version = rules_version + (
             (settings -> 'fields', settings -> 'allowPublic') is distinct from ($3::jsonb -> 'fields', $3::jsonb -> 'allowPublic')
           )::int
         where id = $1`,
        [id, name, JSON.stringify(settings)],
      );
    },

    /** @throws HOST_TAKEN */
    async setHosts(tx: Tx, id: string, hosts: readonly string[]): Promise<void> {
      await run(tx, 'delete from tenant_hosts where tenant_id = $1 and not host = any($2)', [id, hosts]);
      try {
        await run(
          tx,
          `insert into tenant_hosts (host, tenant_id) select host, $1 from unnest($2::text[]) host
           where not exists (select from tenant_hosts t where t.host = host and t.tenant_id = $1)`,
          [id, hosts],
        );
      } catch (error) {
        throw violates(error, 'tenant_hosts_pkey') ? hostTaken({ cause: error }) : error;
      }
    },
  };
}
