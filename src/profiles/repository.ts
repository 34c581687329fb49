// Rows of `profiles`. The only writer.
import { QueryTypes } from 'sequelize';
import { violates } from '../platform/db/failure.ts';
import { hotStatements } from '../platform/db/hot-statement.ts';
import type { Sequelize, Tx } from '../platform/db/sequelize.ts';
import { handleSkeleton } from '../platform/text/handle.ts';
import type { Audience } from '../privacy/index.ts';
import type { AvatarRecord } from './avatar-links.ts';
import { handleTaken } from './errors.ts';
import { writableFields } from './fields.ts';
import { type ProfileRow, returningRow } from './row.ts';

/** Values by field name; absent leaves, null clears. */
export type ProfileChanges = Readonly<Record<string, unknown>>;

export interface ProfileKey {
  readonly tenantId: string;
  readonly userId: string;
}

/** Collects bind parameters for a statement that is put together from parts. */
function binder(): { bind: unknown[]; add(value: unknown): string } {
  const bind: unknown[] = [];
  return { bind, add: (value) => `$${bind.push(value)}` };
}

const emptyValue = { text: null, list: [], links: {}, derived: null } as const;

/** `column = $n` for each field that changes; with `merge`, links are merged (JSON Merge Patch) instead of replaced. */
function assignments(changes: ProfileChanges, add: (value: unknown) => string, merge: boolean): string[] {
  return writableFields
    .filter(({ name }) => name in changes)
    .flatMap(({ name, column, kind }) => {
      const value = changes[name] ?? emptyValue[kind];
      if (name === 'handle') {
        const skeleton = typeof value === 'string' ? handleSkeleton(value) : null;
        return [`handle = ${add(value)}`, `handle_skeleton = ${add(skeleton)}`];
      }
      if (kind !== 'links') return [`${column} = ${add(value)}`];
      const links = `${add(JSON.stringify(value))}::jsonb`;
      const merged = merge && changes[name] !== null ? `${column} || ${links}` : links;
      return [`${column} = jsonb_strip_nulls(${merged})`];
    });
}

export type ProfileRepository = ReturnType<typeof createProfileRepository>;

export function createProfileRepository(sequelize: Sequelize) {
  const statements = hotStatements<ProfileRow>(sequelize);

  async function write(tx: Tx, statement: string, bind: unknown[]): Promise<ProfileRow | undefined> {
    try {
      const [row] = await statements(returningRow(statement))(bind, tx);
      return row;
    } catch (error) {
      if (violates(error, 'profiles_handle')) throw handleTaken();
      throw error;
    }
  }

  return {
    async insert(
      tx: Tx,
      key: ProfileKey,
      profile: { displayName: string | null; handle: string | null; visibility: Audience },
    ): Promise<void> {
      const { handle } = profile;
      await write(
        tx,
        `insert into profiles (user_id, tenant_id, display_name, handle, handle_skeleton, visibility)
         values ($1, $2, $3, $4, $5, $6)`,
        [key.userId, key.tenantId, profile.displayName, handle, handle && handleSkeleton(handle), profile.visibility],
      );
    },

    /** Undefined when there is no such profile, or its version is none of `versions`. */
    update(
      tx: Tx,
      key: ProfileKey,
      changes: ProfileChanges,
      options: { merge: boolean; versions: readonly number[] | undefined },
    ): Promise<ProfileRow | undefined> {
      const { bind, add } = binder();
      const set = [...assignments(changes, add, options.merge), 'version = version + 1', 'updated_at = now()'];
      const where = [`user_id = ${add(key.userId)}`, `tenant_id = ${add(key.tenantId)}`, 'deleted_at is null'];
      if (options.versions) where.push(`version = any(${add(options.versions)}::int[])`);
      return write(tx, `update profiles set ${set.join(', ')} where ${where.join(' and ')}`, bind);
    },

    updatePrivacy(
      tx: Tx,
      key: ProfileKey,
      settings: { visibility: Audience | undefined; choices: Readonly<Record<string, Audience>> },
      versions: readonly number[] | undefined,
    ): Promise<ProfileRow | undefined> {
      return write(
        tx,
        `update profiles set visibility = coalesce($3, visibility), privacy = privacy || $4::jsonb,
           privacy_version = privacy_version + 1, version = version + 1, updated_at = now()
         where user_id = $1 and tenant_id = $2 and deleted_at is null and ($5::int[] is null or version = any($5::int[]))`,
        [key.userId, key.tenantId, settings.visibility ?? null, JSON.stringify(settings.choices), versions ?? null],
      );
    },

    /** Publishes a picture, or takes it away with null. */
    setAvatar(tx: Tx, key: ProfileKey, avatar: AvatarRecord | null): Promise<ProfileRow | undefined> {
      return write(
        tx,
        `update profiles set avatar = $3::jsonb, version = version + 1, updated_at = now()
         where user_id = $1 and tenant_id = $2 and deleted_at is null`,
        [key.userId, key.tenantId, avatar && JSON.stringify(avatar)],
      );
    },

    /** The account’s standing changed: what search remembers is old, the owner’s text is not. */
    touchPrivacy(tx: Tx, key: ProfileKey): Promise<ProfileRow | undefined> {
      return write(
        tx,
        `update profiles set privacy_version = privacy_version + 1, version = version + 1
         where user_id = $1 and tenant_id = $2`,
        [key.userId, key.tenantId],
      );
    },

    async isHandleFree(tenantId: string, handle: string, tx: Tx | null = null): Promise<boolean> {
      const rows = await sequelize.query('select 1 from profiles where tenant_id = $1 and handle_skeleton = $2', {
        type: QueryTypes.SELECT,
        bind: [tenantId, handleSkeleton(handle)],
        transaction: tx,
      });
      return rows.length === 0;
    },

    /** The fields that changes after `version` have touched, for telling an owner what clashes. */
    async fieldsChangedSince(tx: Tx, userId: string, version: number): Promise<string[]> {
      const rows = await sequelize.query<{ field: string }>(
        'select distinct unnest(fields) as field from activities where user_id = $1 and version > $2',
        { type: QueryTypes.SELECT, bind: [userId, version], transaction: tx },
      );
      return rows.map(({ field }) => field);
    },
  };
}
