// A name must not pass for a badge: ticks are refused with the text (platform/text), badges in words here.
import { hotStatement } from '../platform/db/hot-statement.ts';
import type { Sequelize, Tx } from '../platform/db/sequelize.ts';
import { handleSkeleton } from '../platform/text/handle.ts';
import { nameImitatesBadge } from './errors.ts';

const nameFields = ['displayName', 'firstName', 'lastName'] as const;
/** What sets a part of a name apart: “Ada (Verified developer)”. */
const separators = /[\p{Ps}\p{Pe}\p{Pi}\p{Pf}\p{Pd}\p{S},;:/\\·•]+/u;

/** Whether a name, or a part of it that is set apart, reads like the badge; of a badge of several words, also its beginning or end. */
function imitatesBadge(name: string, badge: string): boolean {
  const wanted = handleSkeleton(badge);
  if (wanted === '') return false;
  if (name.split(separators).some((part) => handleSkeleton(part) === wanted)) return true;
  const whole = handleSkeleton(name);
  return /\p{L}\s+\p{L}/u.test(badge) && (whole.startsWith(wanted) || whole.endsWith(wanted));
}

export type HonestNames = ReturnType<typeof createHonestNames>;

export function createHonestNames(sequelize: Sequelize) {
  const selectBadges = hotStatement<{ name: string }>(
    sequelize,
    'select name from badges where tenant_id = $1 and verifies',
  );
  return {
    /** @throws NAME_IMITATES_BADGE naming the fields */
    async require(tx: Tx, tenantId: string, changes: Readonly<Record<string, unknown>>): Promise<void> {
      const names = nameFields.flatMap((path) => {
        const name = changes[path];
        return typeof name === 'string' ? [{ path, name }] : [];
      });
      if (names.length === 0) return;
      const badges = await selectBadges([tenantId], tx);
      const details = names
        .filter(({ name }) => badges.some((badge) => imitatesBadge(name, badge.name)))
        .map(({ path }) => ({ path, message: 'reads like a badge that your organisation gives' }));
      if (details.length > 0) throw nameImitatesBadge({ details });
    },
  };
}
