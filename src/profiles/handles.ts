// Handles: one table of every handle somebody has or had. Claiming one is a single statement, so two people who want
// the same, or two that look alike, cannot both get it; one that was given up leads to its owner and to nobody else.
import { hotStatement } from '../platform/db/hot-statement.ts';
import type { Sequelize, Tx } from '../platform/db/sequelize.ts';
import { handleSkeleton } from '../platform/text/handle.ts';
import { handleChangedRecently, handleTaken } from './errors.ts';
import type { ProfileKey } from './repository.ts';

/** Days between two changes of a handle. */
const daysBetweenChanges = 30;

const claimSql = `
insert into handles (tenant_id, skeleton, handle, user_id) values ($1, $2, $3, $4)
on conflict (tenant_id, skeleton) do update
  set handle = excluded.handle, claimed_at = now(), released_at = null
  where handles.user_id = excluded.user_id
returning handle`;

const releaseSql =
  'update handles set released_at = now() where user_id = $1 and released_at is null and skeleton is distinct from $2';

// The first handle is no change; and what a person had before, that person may take back at any time.
const lastChangeSql = `
select max(released_at) + make_interval(days => ${daysBetweenChanges}) as until from handles
where user_id = $1 and not exists (select from handles where user_id = $1 and skeleton = $2)
having max(released_at) > now() - make_interval(days => ${daysBetweenChanges})`;

export type Handles = ReturnType<typeof createHandles>;

export function createHandles(sequelize: Sequelize) {
  const claim = hotStatement<{ handle: string }>(sequelize, claimSql);
  const release = hotStatement<never>(sequelize, releaseSql);
  const lastChange = hotStatement<{ until: Date }>(sequelize, lastChangeSql);
  const owner = hotStatement<object>(sequelize, 'select from handles where tenant_id = $1 and skeleton = $2');

  return {
    /** Makes `handle` this person's and releases the one before; null only releases. @throws HANDLE_TAKEN */
    async assign(tx: Tx, { tenantId, userId }: ProfileKey, handle: string | null): Promise<void> {
      const skeleton = handle === null ? null : handleSkeleton(handle);
      await release([userId, skeleton], tx);
      if (handle === null) return;
      const claimed = await claim([tenantId, skeleton, handle, userId], tx);
      if (claimed.length === 0) throw handleTaken();
    },

    /** @throws HANDLE_CHANGED_RECENTLY when the person gave a handle up less than 30 days ago */
    async requireChangeable(tx: Tx, { userId }: ProfileKey, handle: string): Promise<void> {
      const [last] = await lastChange([userId, handleSkeleton(handle)], tx);
      if (!last) return;
      const day = last.until.toISOString().slice(0, 10);
      throw handleChangedRecently({
        message: `A handle can be changed every ${daysBetweenChanges} days; yours again on ${day}.`,
      });
    },

    async isFree(tenantId: string, handle: string, tx?: Tx): Promise<boolean> {
      return (await owner([tenantId, handleSkeleton(handle)], tx)).length === 0;
    },
  };
}
