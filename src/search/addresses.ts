// An e-mail address finds the one whose it is: typed whole, by members, where its owner has opted in. No engine knows it.
import type { Identity } from '../contracts/identity.ts';
import { hotStatement } from '../platform/db/hot-statement.ts';
import type { Sequelize } from '../platform/db/sequelize.ts';
import { type Limit, requireAllowance } from '../platform/rate-limit/limit.ts';
import { normalizeEmail } from '../platform/text/email.ts';

const findSql = `
select u.id from users u join preferences f on f.user_id = u.id
where u.tenant_id = $1 and u.email_key = $2 and u.email_verified_at is not null
  and coalesce((f.privacy ->> 'findableByEmail')::boolean, false)`;

export type AddressLookup = ReturnType<typeof createAddressLookup>;

export function createAddressLookup(deps: {
  sequelize: Sequelize;
  /** By person: whoever has a list of addresses must not try them all. */
  limit: Limit;
}) {
  const select = hotStatement<{ id: string }>(deps.sequelize, findSql);
  return {
    /** The key of an address that was typed whole. */
    keyOf(text: string): string | undefined {
      const email = text.includes('@') ? normalizeEmail(text) : undefined;
      return email?.ok ? email.value.key : undefined;
    },

    /** Whoever has this address and may be found by it; for others than members, nobody. @throws RATE_LIMITED */
    async find(identity: Identity | undefined, key: string): Promise<string | undefined> {
      if (!identity?.emailVerified) return undefined;
      await requireAllowance(deps.limit, identity.userId);
      return (await select([identity.tenantId, key]))[0]?.id;
    },
  };
}
