// Hashes of addresses, as Gravatar and Libravatar make them. A hash gives its address away to whoever can guess it, so they
// are kept only for people who want that, and leave in no answer.
import { createHash } from 'node:crypto';
import { domainToASCII, domainToUnicode } from 'node:url';
import { hotStatement } from '../platform/db/hot-statement.ts';
import type { Sequelize, Tx } from '../platform/db/sequelize.ts';
import { presentPreferences } from '../preferences/index.ts';
import type { Presenter, ProfileRow, ProfileRows } from '../profiles/index.ts';

interface Hashes {
  readonly md5: Buffer;
  readonly sha256: Buffer;
}

interface PersonKey {
  readonly tenantId: string;
  readonly userId: string;
}

/** Of each spelling that a program may have: with the domain in its own script, or as the name system has it. */
function hashesOf(email: string | null): Hashes[] {
  if (email === null) return [];
  const [local = '', domain = ''] = email.toLowerCase().split('@');
  const spellings = new Set([domainToASCII(domain), domainToUnicode(domain)].map((spelling) => `${local}@${spelling}`));
  return [...spellings].map((spelling) => ({
    md5: createHash('md5').update(spelling).digest(),
    sha256: createHash('sha256').update(spelling).digest(),
  }));
}

const keepSql = `
with gone as (delete from avatar_hashes where user_id = $2 and not sha256 = any($4::bytea[]))
insert into avatar_hashes (tenant_id, user_id, md5, sha256)
select $1, $2, md5, sha256 from unnest($3::bytea[], $4::bytea[]) as h (md5, sha256) on conflict do nothing`;

export type AvatarHashes = ReturnType<typeof createAvatarHashes>;

export function createAvatarHashes(deps: { sequelize: Sequelize; rows: ProfileRows; presenter: Presenter }) {
  const { sequelize, rows, presenter } = deps;
  const keep = hotStatement<object>(sequelize, keepSql);
  const select = {
    16: hotStatement<PersonKey>(
      sequelize,
      'select tenant_id as "tenantId", user_id as "userId" from avatar_hashes where tenant_id = $1 and md5 = $2',
    ),
    32: hotStatement<PersonKey>(
      sequelize,
      'select tenant_id as "tenantId", user_id as "userId" from avatar_hashes where tenant_id = $1 and sha256 = $2',
    ),
  };

  /** Whether everybody may see the picture, and its owner wants it found by the address that they have proved. */
  const isOffered = (row: ProfileRow): boolean =>
    row.avatar !== null &&
    row.emailVerified &&
    presentPreferences(row.preferences).privacy.publicAvatarByEmail &&
    presenter.isFound(row, 'anonymous') &&
    presenter.audience(row, 'avatar') === 'public';

  return {
    /**
     * Publishes or takes back the hashes of a person, as they stand within the transaction. Part of every change of what
     * decides it: the switch, the address, the picture and its audience.
     */
    async keep(tx: Tx, { tenantId, userId }: PersonKey): Promise<void> {
      // Locked, so that two changes at once do not each miss the other.
      const row = await rows.lockById(tx, tenantId, userId);
      const hashes = row && isOffered(row) ? hashesOf(row.email) : [];
      await keep([tenantId, userId, hashes.map(({ md5 }) => md5), hashes.map(({ sha256 }) => sha256)], tx);
    },

    /** The person with this MD5 (16 bytes) or SHA-256 (32), if their picture is offered at this moment. */
    async find(tenantId: string, hash: Buffer): Promise<ProfileRow | undefined> {
      if (hash.length !== 16 && hash.length !== 32) return undefined;
      const [key] = await select[hash.length]([tenantId, hash]);
      const row = key && (await rows.findById(key.tenantId, key.userId));
      // Asked again: other things than those above may have closed the account or the tenant.
      const isTheirs = row && hashesOf(row.email).some(({ md5, sha256 }) => hash.equals(md5) || hash.equals(sha256));
      return isTheirs && isOffered(row) ? row : undefined;
    },
  };
}
