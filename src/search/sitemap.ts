// The sitemap: public profiles for outside search engines, but for people who do not want to be there.
import { Readable } from 'node:stream';
import { LRUCache } from 'lru-cache';
import { defaultTenantId } from '../contracts/identity.ts';
import { hotStatement } from '../platform/db/hot-statement.ts';
import type { Sequelize } from '../platform/db/sequelize.ts';
import { type Audience, gate } from '../privacy/index.ts';
import type { TenantDirectory } from '../tenants/index.ts';

/** What sitemaps.org allows in one file. */
const addressesOfFile = 50_000;
const rowsOfRead = 1_000;
/** Whoever asks again meanwhile gets the same list of files. */
export const sitemapKeptSeconds = 300;
const maxTenants = 1_000;

const head = '<?xml version="1.0" encoding="UTF-8"?>\n';
const namespace = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"';

interface ListedRow {
  readonly id: string;
  readonly handle: string | null;
  readonly visibility: Audience;
  readonly active: boolean;
  readonly emailVerified: boolean;
  readonly deleted: boolean;
  readonly tenantAllowsPublic: boolean;
  readonly indexable: boolean;
}

const isPublic = "p.tenant_id = $1 and p.visibility = 'public' and p.deleted_at is null";
const rowsSql = `
select p.user_id as id, p.handle, p.visibility, u.status = 'active' as active, false as deleted,
  u.email_verified_at is not null as "emailVerified",
  coalesce((t.settings ->> 'allowPublic')::boolean, true) as "tenantAllowsPublic",
  coalesce((f.privacy ->> 'indexable')::boolean, true) as indexable
from profiles p join users u on u.id = p.user_id join tenants t on t.id = p.tenant_id
  left join preferences f on f.user_id = p.user_id
where ${isPublic} and ($2::uuid is null or p.user_id > $2) order by p.user_id limit $3`;

/** The last person of each file that is full. */
const endsSql = `
select id from (select p.user_id as id, row_number() over (order by p.user_id) as place from profiles p where ${isPublic}) r
where place % ${addressesOfFile} = 0 order by id`;

export type Sitemap = ReturnType<typeof createSitemap>;

export function createSitemap(deps: {
  sequelize: Sequelize;
  tenants: Pick<TenantDirectory, 'ofHost' | 'find'>;
  publicUrl: string;
  allowPublic: boolean;
}) {
  const selectRows = hotStatement<ListedRow>(deps.sequelize, rowsSql);
  const selectEnds = hotStatement<{ id: string }>(deps.sequelize, endsSql);
  const installation = new URL(deps.publicUrl);

  const ends = new LRUCache<string, readonly string[]>({
    max: maxTenants,
    ttl: sitemapKeptSeconds * 1000,
    fetchMethod: async (tenantId) => (await selectEnds([tenantId])).map(({ id }) => id),
  });
  const endsOf = async (tenantId: string) => (await ends.fetch(tenantId)) ?? [];

  /** The tenant at home there, and its address. A `Host` that is nobody's is not repeated. */
  async function homeOf(host: string): Promise<{ tenantId: string; origin: string }> {
    const tenantId = await deps.tenants.ofHost(host);
    const hosts = (await deps.tenants.find(tenantId))?.hosts ?? [];
    const name = host.toLowerCase();
    if (tenantId === defaultTenantId && !hosts.includes(name)) return { tenantId, origin: installation.origin };
    const { protocol, port } = installation;
    return { tenantId, origin: `${protocol}//${name}${port && `:${port}`}` };
  }

  const isListed = (row: ListedRow): boolean =>
    row.indexable && gate(row.visibility, row, deps.allowPublic && row.tenantAllowsPublic) === 'public';

  async function* linesOf(tenantId: string, origin: string, after: string | null): AsyncGenerator<string> {
    yield `${head}<urlset ${namespace}>\n`;
    let place = after;
    for (let left = addressesOfFile; left > 0; left -= rowsOfRead) {
      const rows = await selectRows([tenantId, place, rowsOfRead]);
      // Without the time of the last change, which may be one that nobody sees.
      yield rows
        .filter(isListed)
        .map(({ id, handle }) => `<url><loc>${origin}${handle === null ? `/p/${id}` : `/@${handle}`}</loc></url>\n`)
        .join('');
      place = rows.at(-1)?.id ?? null;
      if (rows.length < rowsOfRead) break;
    }
    yield '</urlset>\n';
  }

  return {
    /** The list of files, for the tenant at this host. */
    async index(host: string): Promise<string> {
      const { tenantId, origin } = await homeOf(host);
      const files = [null, ...(await endsOf(tenantId))].map(
        (_end, at) => `<sitemap><loc>${origin}/sitemaps/people-${at + 1}.xml</loc></sitemap>\n`,
      );
      return `${head}<sitemapindex ${namespace}>\n${files.join('')}</sitemapindex>\n`;
    },

    /** One file, the first being 1, sent while it is read; undefined where there is none. */
    async file(host: string, number: number): Promise<Readable | undefined> {
      const { tenantId, origin } = await homeOf(host);
      const after = [null, ...(await endsOf(tenantId))][number - 1];
      return after === undefined ? undefined : Readable.from(linesOf(tenantId, origin, after));
    },
  };
}
