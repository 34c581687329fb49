// Rows of `profiles`. The only writer.

import { violates } from '../platform/db/failure.ts';
import { hotStatement, hotStatements } from '../platform/db/hot-statement.ts';
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

/** The row as it is now, and of what was written the values before. */
export type WrittenRow = ProfileRow & { readonly before: Readonly<Partial<ProfileRow>> | null };

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
      if (name === 'phone') {
        const phone = add(value);
        return [
          `phone = ${phone}`,
          `phone_verified_at = case when p.phone is not distinct from ${phone} then p.phone_verified_at end`,
        ];
      }
      if (kind !== 'links') return [`${column} = ${add(value)}`];
      const links = `${add(JSON.stringify(value))}::jsonb`;
      const merged = merge && changes[name] !== null ? `p.${column} || ${links}` : links;
      return [`${column} = jsonb_strip_nulls(${merged})`];
    });
}

/** What the fields held before, as one JSON object. `b` is the row as it was. */
function beforeOf(changes: ProfileChanges): string {
  const parts = writableFields
    .filter(({ name }) => name in changes)
    .map(({ name, column }) => `'${name}', b.${column}`);
  return `jsonb_build_object(${parts.join(', ')})`;
}

// The row is locked before it is updated, so that `b` is what this very update replaces, whoever else is writing.
const lockedBefore = 'from (select * from profiles where user_id = $1 and tenant_id = $2 for update) b';
const sameRow = 'p.user_id = b.user_id and b.deleted_at is null';

export type ProfileRepository = ReturnType<typeof createProfileRepository>;

export function createProfileRepository(sequelize: Sequelize) {
  const statements = hotStatements<WrittenRow>(sequelize);
  const selectChangedFields = hotStatement<{ field: string }>(
    sequelize,
    'select distinct unnest(fields) as field from activities where user_id = $1 and version > $2',
  );

  async function write(tx: Tx, statement: string, bind: unknown[]): Promise<WrittenRow | undefined> {
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
      /** `visibility` holds unless the tenant has another for new people. */
      profile: { displayName: string | null; handle: string | null; visibility: Audience },
    ): Promise<void> {
      const { handle } = profile;
      await write(
        tx,
        `insert into profiles (user_id, tenant_id, display_name, handle, handle_skeleton, visibility)
         values ($1, $2, $3, $4, $5,
           coalesce((select settings ->> 'defaultVisibility' from tenants where id = $2), $6))
         returning *, null::jsonb as before`,
        [key.userId, key.tenantId, profile.displayName, handle, handle && handleSkeleton(handle), profile.visibility],
      );
    },

    /** Undefined when there is no such profile, or its version is none of `versions`, or (`first`) it was written before. */
    update(
      tx: Tx,
      key: ProfileKey,
      changes: ProfileChanges,
      options: { merge: boolean; versions?: readonly number[] | undefined; first?: boolean; byOwner?: boolean },
    ): Promise<WrittenRow | undefined> {
      const { bind, add } = binder();
      const where = [sameRow];
      add(key.userId);
      add(key.tenantId);
      const set = [
        ...assignments(changes, add, options.merge),
        ...(options.byOwner === false ? [] : ['established_at = coalesce(p.established_at, now())']),
        'version = p.version + 1',
        'updated_at = now()',
      ];
      if (options.versions) where.push(`b.version = any(${add(options.versions)}::int[])`);
      if (options.first) where.push('b.established_at is null');
      return write(
        tx,
        `update profiles p set ${set.join(', ')} ${lockedBefore} where ${where.join(' and ')}
         returning p.*, ${beforeOf(changes)} as before`,
        bind,
      );
    },

    updatePrivacy(
      tx: Tx,
      key: ProfileKey,
      settings: { visibility: Audience | undefined; choices: Readonly<Record<string, Audience>> },
      versions: readonly number[] | undefined,
    ): Promise<WrittenRow | undefined> {
      return write(
        tx,
        `update profiles p set visibility = coalesce($3, p.visibility), privacy = p.privacy || $4::jsonb,
           privacy_reviewed_at = now(), privacy_version = p.privacy_version + 1, version = p.version + 1,
           updated_at = now() ${lockedBefore}
         where ${sameRow} and ($5::int[] is null or b.version = any($5::int[]))
         returning p.*, jsonb_build_object('privacy', b.privacy, 'visibility', b.visibility) as before`,
        [key.userId, key.tenantId, settings.visibility ?? null, JSON.stringify(settings.choices), versions ?? null],
      );
    },

    /** Publishes a picture, or takes it away with null. */
    setAvatar(tx: Tx, key: ProfileKey, avatar: AvatarRecord | null): Promise<WrittenRow | undefined> {
      return write(
        tx,
        `update profiles set avatar = $3::jsonb, version = version + 1, updated_at = now()
         where user_id = $1 and tenant_id = $2 and deleted_at is null returning *, null::jsonb as before`,
        [key.userId, key.tenantId, avatar && JSON.stringify(avatar)],
      );
    },

    /** Replaces the list of rules of completeness that do not apply to this person. */
    setNotApplicable(tx: Tx, key: ProfileKey, rules: readonly string[]): Promise<WrittenRow | undefined> {
      return write(
        tx,
        `update profiles set not_applicable = $3, version = version + 1, updated_at = now()
         where user_id = $1 and tenant_id = $2 and deleted_at is null returning *, null::jsonb as before`,
        [key.userId, key.tenantId, rules],
      );
    },

    /** Vouches for the number that the profile has now, or takes that back. */
    vouchForPhone(tx: Tx, key: ProfileKey, verified: boolean): Promise<WrittenRow | undefined> {
      return write(
        tx,
        `update profiles set phone_verified_at = case when $3 then now() end, version = version + 1, updated_at = now()
         where user_id = $1 and tenant_id = $2 and phone is not null returning *, null::jsonb as before`,
        [key.userId, key.tenantId, verified],
      );
    },

    /** What others keep beside the profile changed: its text, its privacy and `updated_at` are as they were. */
    touch(tx: Tx, key: ProfileKey): Promise<WrittenRow | undefined> {
      return write(
        tx,
        `update profiles set version = version + 1 where user_id = $1 and tenant_id = $2 returning *, null::jsonb as before`,
        [key.userId, key.tenantId],
      );
    },

    /** The account’s standing changed: what search remembers is old, the owner’s text is not. */
    touchPrivacy(tx: Tx, key: ProfileKey): Promise<WrittenRow | undefined> {
      return write(
        tx,
        `update profiles set privacy_version = privacy_version + 1, version = version + 1
         where user_id = $1 and tenant_id = $2 returning *, null::jsonb as before`,
        [key.userId, key.tenantId],
      );
    },

    /** Outdates every search document of the person; to its owner the profile stays as it is. */
    outdateDocuments(tx: Tx, key: ProfileKey): Promise<WrittenRow | undefined> {
      return write(
        tx,
        `update profiles set privacy_version = privacy_version + 1
         where user_id = $1 and tenant_id = $2 returning *, null::jsonb as before`,
        [key.userId, key.tenantId],
      );
    },

    /** Hides the profile everywhere from this commit on. */
    remove(tx: Tx, key: ProfileKey): Promise<WrittenRow | undefined> {
      return write(
        tx,
        `update profiles set deleted_at = now(), privacy_version = privacy_version + 1, version = version + 1
         where user_id = $1 and tenant_id = $2 and deleted_at is null returning *, null::jsonb as before`,
        [key.userId, key.tenantId],
      );
    },

    /** Brings a profile back that was removed less than `graceDays` ago. */
    restore(tx: Tx, key: ProfileKey, graceDays: number): Promise<WrittenRow | undefined> {
      return write(
        tx,
        `update profiles set deleted_at = null, privacy_version = privacy_version + 1, version = version + 1
         where user_id = $1 and tenant_id = $2 and deleted_at > now() - make_interval(days => $3)
         returning *, null::jsonb as before`,
        [key.userId, key.tenantId, graceDays],
      );
    },

    /** The fields that changes after `version` have touched, for telling an owner what clashes. */
    async fieldsChangedSince(tx: Tx, userId: string, version: number): Promise<Set<string>> {
      const rows = await selectChangedFields([userId, version], tx);
      return new Set(rows.map(({ field }) => field));
    },
  };
}
