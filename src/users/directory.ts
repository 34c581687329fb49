// The accounts of a tenant as administrators see them: found by rights in the database, never in the search index.
import type { AccountStatus } from '../accounts/index.ts';
import type { Role } from '../contracts/identity.ts';
import { hotStatement, hotStatements } from '../platform/db/hot-statement.ts';
import type { Sequelize, Tx } from '../platform/db/sequelize.ts';

export interface UserFilter {
  /** Part of a name, handle or address. */
  readonly q?: string;
  readonly status?: AccountStatus;
  readonly role?: Role;
  readonly verified?: boolean;
  /** Whoever has this badge. */
  readonly badge?: string;
  /** Inclusive. */
  readonly createdFrom?: Date;
  /** Exclusive. */
  readonly createdTo?: Date;
  readonly completenessFrom?: number;
  /** Inclusive. */
  readonly completenessTo?: number;
}

/** Each with what makes its order total; a minus turns it round. */
const orders = {
  createdAt: 'u.id', // ids sort by time
  email: "coalesce(u.email_key, '')",
  completeness: 'u.completeness',
} as const;
export const userSorts = ['createdAt', '-createdAt', 'email', '-email', 'completeness', '-completeness'] as const;
export type UserSort = (typeof userSorts)[number];

export interface UserRow {
  readonly id: string;
  readonly tenantId: string;
  readonly email: string | null;
  readonly emailVerified: boolean;
  readonly roles: readonly Role[];
  readonly status: AccountStatus;
  readonly displayName: string | null;
  readonly handle: string | null;
  readonly visibility: string | null;
  readonly hasAvatar: boolean;
  readonly completeness: number | null;
  readonly createdAt: Date;
  readonly lastSignInAt: Date | null;
}

const columns = `u.id, u.tenant_id as "tenantId", u.email, u.email_verified_at is not null as "emailVerified", u.roles, u.status,
  p.display_name as "displayName", p.handle, p.visibility, p.avatar is not null as "hasAvatar", c.score as completeness,
  u.created_at as "createdAt", (select max(s.created_at) from sessions s where s.user_id = u.id) as "lastSignInAt"`;
const from = `from users u left join profiles p on p.user_id = u.id left join completeness_scores c on c.user_id = u.id`;

const pageSize = 500;
/** Up to so many who match a text are looked up first; of more, a page is soon full of them. */
const mostMatches = 1_000;

// One list for each index: a condition across both tables would read everybody.
const matchesSql = `
  select user_id as id from profiles where tenant_id = $1
    and (lower(display_name) like $2 or handle like $2 or lower(first_name || ' ' || last_name) like $2) limit ${mostMatches + 1}`;
const addressMatchesSql = `select id from users where tenant_id = $1 and email_key like $2 limit ${mostMatches + 1}`;

const escapeLike = (text: string) => text.replace(/[\\%_]/g, '\\$&');

export type UserDirectory = ReturnType<typeof createUserDirectory>;

export function createUserDirectory(sequelize: Sequelize) {
  const statements = hotStatements<UserRow>(sequelize);
  const selectMatches = hotStatement<{ id: string }>(sequelize, matchesSql);
  const selectAddressMatches = hotStatement<{ id: string }>(sequelize, addressMatchesSql);
  const byId = `select ${columns} ${from} where u.id = $1 and u.tenant_id = $2`;

  /** Those whose names, handle or address have `like` in them; undefined when they are many. */
  async function findMatches(tenantId: string, like: string): Promise<string[] | undefined> {
    const found = await Promise.all([selectMatches([tenantId, like]), selectAddressMatches([tenantId, like])]);
    const ids = found.flat().map(({ id }) => id);
    return ids.length > mostMatches ? undefined : ids;
  }

  /** The conditions of a filter, with their values behind `bind`. */
  async function conditions(tenantId: string, filter: UserFilter, bind: unknown[]): Promise<string[]> {
    const value = (given: unknown) => `$${bind.push(given)}`;
    const parts: (string | false | undefined)[] = [
      filter.status && `u.status = ${value(filter.status)}`,
      filter.role && `u.roles @> array[${value(filter.role)}]::text[]`,
      filter.verified !== undefined && `(u.email_verified_at is not null) = ${value(filter.verified)}`,
      filter.badge &&
        `exists (select from badge_grants g where g.user_id = u.id and g.slug = ${value(filter.badge)} and g.revoked_at is null)`,
      filter.createdFrom && `u.created_at >= ${value(filter.createdFrom)}`,
      filter.createdTo && `u.created_at < ${value(filter.createdTo)}`,
      filter.completenessFrom !== undefined && `u.completeness >= ${value(filter.completenessFrom)}`,
      filter.completenessTo !== undefined && `u.completeness <= ${value(filter.completenessTo)}`,
    ];
    if (filter.q !== undefined) {
      const text = `%${escapeLike(filter.q.toLowerCase())}%`;
      const matches = await findMatches(tenantId, text);
      const like = matches ? undefined : value(text);
      parts.push(
        like === undefined
          ? `u.id = any(${value(matches)}::uuid[])`
          : `(lower(p.display_name) like ${like} or p.handle like ${like} or u.email_key like ${like}
              or lower(p.first_name || ' ' || p.last_name) like ${like})`,
      );
    }
    return parts.filter((part) => typeof part === 'string');
  }

  return {
    /** Up to `limit` behind the account `after`. */
    async list(
      tenantId: string,
      filter: UserFilter,
      sort: UserSort,
      after: string | null,
      limit: number,
    ): Promise<UserRow[]> {
      const order = orders[sort.replace('-', '') as keyof typeof orders];
      const [direction, behind] = sort.startsWith('-') ? ['desc', '<'] : ['asc', '>'];
      const bind: unknown[] = [tenantId];
      const where = ['u.tenant_id = $1', ...(await conditions(tenantId, filter, bind))];
      if (after !== null)
        where.push(`(${order}, u.id) ${behind} (select ${order}, u.id ${from} where u.id = $${bind.push(after)})`);
      const sql = `select ${columns} ${from} where ${where.join(' and ')}
        order by ${order} ${direction}, u.id ${direction} limit $${bind.push(limit)}`;
      return statements(sql)(bind);
    },

    /** Everybody whom the filter lets through, oldest account first, read page by page. */
    async *stream(tenantId: string, filter: UserFilter): AsyncGenerator<UserRow> {
      let after: string | null = null;
      do {
        const page: UserRow[] = await this.list(tenantId, filter, 'createdAt', after, pageSize);
        yield* page;
        after = page.length < pageSize ? null : (page.at(-1)?.id ?? null);
      } while (after !== null);
    },

    async find(tenantId: string, id: string, tx?: Tx): Promise<UserRow | undefined> {
      return (await statements(byId)([id, tenantId], tx))[0];
    },
  };
}
