// Whose picture an address shows. Addresses know no tenant, and are asked for more than anything else: what is found is
// remembered until it changes, and never longer than a few seconds.
import { LRUCache } from 'lru-cache';
import type { ChangeFeed } from '../platform/changes.ts';
import { hotStatement } from '../platform/db/hot-statement.ts';
import type { Sequelize } from '../platform/db/sequelize.ts';
import { isUuid } from '../platform/ids.ts';
import type { AvatarRecord, ProfileRow, ProfileRows } from '../profiles/index.ts';

interface Owner {
  readonly tenantId: string;
  readonly userId: string;
}

const maxEntries = 20_000;
// Whatever happens to the change feed, an address that was closed stops answering within five seconds.
const maxAgeMs = 4_000;

export type PictureOwners = ReturnType<typeof createPictureOwners>;

export function createPictureOwners(deps: { sequelize: Sequelize; rows: ProfileRows; changes: ChangeFeed }) {
  const { rows, changes } = deps;
  // Addresses of former days name the person.
  const selectOwner = hotStatement<Owner>(
    deps.sequelize,
    `select tenant_id as "tenantId", user_id as "userId" from avatar_uploads where public_id = $1
     union all select tenant_id, user_id from profiles where user_id = $1 limit 1`,
  );
  const selectKept = hotStatement<{ avatar: AvatarRecord }>(
    deps.sequelize,
    'select variants as avatar from avatar_uploads where public_id = $1 and user_id = $2 and variants is not null',
  );
  // A picture never changes hands.
  const owners = new LRUCache<string, Owner>({ max: maxEntries });
  const profiles = new LRUCache<string, Promise<ProfileRow | undefined>>({ max: maxEntries, ttl: maxAgeMs });
  changes.subscribe({
    changed(topic) {
      if (topic.startsWith('tenant:')) profiles.clear();
      else if (/^(profile|account):/.test(topic)) profiles.delete(topic.slice(topic.indexOf(':') + 1));
    },
    gap: () => profiles.clear(),
  });

  async function findOwner(id: string): Promise<Owner | undefined> {
    const known = owners.get(id);
    if (known) return known;
    const [owner] = await selectOwner([id]);
    if (owner) owners.set(id, owner);
    return owner;
  }

  return {
    /** The profile whose picture has, or had, this id. */
    async find(id: string): Promise<ProfileRow | undefined> {
      const owner = isUuid(id) ? await findOwner(id.toLowerCase()) : undefined;
      if (!owner) return undefined;
      const { tenantId, userId } = owner;
      if (!changes.connected()) return rows.findById(tenantId, userId);
      const key = `${tenantId}/${userId}`;
      const known = profiles.get(key);
      if (known) return known;
      // Kept before it has come: a change meanwhile forgets it with what it may bring.
      const load = rows.findById(tenantId, userId);
      profiles.set(key, load);
      load.catch(() => profiles.delete(key));
      return load;
    },

    /** A picture of somebody that is not shown, but kept. */
    async findKept(userId: string, id: string): Promise<AvatarRecord | undefined> {
      return (await selectKept([id, userId]))[0]?.avatar;
    },
  };
}
