// What can be done with a profile; HTTP and workers come through here.
import { requireVerified } from '../accounts/index.ts';
import type { ActivityType } from '../contracts/activities.ts';
import type { Identity, Origin } from '../contracts/identity.ts';
import type { Transact, UnitOfWork } from '../outbox/index.ts';
import type { PreferenceChanges, PreferencesService } from '../preferences/index.ts';
import { type Audience, viewerOf } from '../privacy/index.ts';
import type { AvatarRecord } from './avatar-links.ts';
import {
  notRestorable,
  profileDeleted,
  profileExists,
  profileNotFound,
  publicProfilesDisabled,
  versionConflict,
} from './errors.ts';
import type { Handles } from './handles.ts';
import type { HonestNames } from './honest-names.ts';
import type { PresentedProfile, Presenter } from './presenter.ts';
import type { ProfileChanges, ProfileKey, ProfileRepository, WrittenRow } from './repository.ts';
import type { ProfileRow, ProfileRows } from './row.ts';
import { requireAllowedAudiences, requireUnlocked } from './tenant-rules.ts';

export interface PrivacyView {
  readonly visibility: Audience;
  readonly [field: string]: Audience;
}

/** On what a change is based. */
export interface Base {
  /** `If-Match`: the profile must still be at one of these versions. */
  readonly versions?: readonly number[] | undefined;
  /** `version` of the body: none of the fields that are written may have changed since. */
  readonly since?: number | undefined;
}

export interface Written {
  readonly row: ProfileRow;
  readonly presented: PresentedProfile;
}

type Values = Readonly<Record<string, unknown>>;

/** What a name in `activities.fields` begins with: nothing for a field, `privacy.` for the audience of one. */
type ChangedPart = '' | 'privacy.';

export type ProfileService = ReturnType<typeof createProfileService>;

export function createProfileService(deps: {
  rows: ProfileRows;
  repository: ProfileRepository;
  handles: Handles;
  honestNames: HonestNames;
  presenter: Presenter;
  preferences: Pick<PreferencesService, 'apply'>;
  /** Publishes or takes back the hashes by which a picture is found, within the transaction. */
  keepAvatarHashes: (tx: UnitOfWork['tx'], key: ProfileKey) => Promise<void>;
  transact: Transact;
  defaultVisibility: Audience;
  allowPublic: boolean;
  graceDays: number;
}) {
  const { rows, repository, handles, presenter, transact } = deps;

  const privacyOf = (row: ProfileRow): PrivacyView => ({
    visibility: row.visibility,
    ...presenter.presentPrivacy(row),
  });

  const conflict = (version: number, clashing: readonly string[], yours: Values, theirs: Values) =>
    versionConflict({
      extra: {
        currentVersion: version,
        clashingFields: clashing,
        conflicts: clashing.map((field) => ({ field, yours: yours[field] ?? null, theirs: theirs[field] ?? null })),
      },
    });

  /** The values that `changes` compete with: privacy settings go by the names of the fields they are about. */
  const valuesOf = (row: ProfileRow, part: ChangedPart): Values => (part === 'privacy.' ? privacyOf(row) : { ...row });

  /** The fields of `changes` that others have written since `version`. */
  async function clashesSince(
    tx: UnitOfWork['tx'],
    userId: string,
    changes: Values,
    version: number,
    part: ChangedPart,
  ) {
    const changed = await repository.fieldsChangedSince(tx, userId, version);
    return Object.keys(changes).filter((field) => changed.has(`${part}${field}`));
  }

  /** Explains why a guarded write changed nothing; on the writer's connection, or many such writers would starve the pool. */
  async function explainMiss(
    tx: UnitOfWork['tx'],
    key: ProfileKey,
    changes: Values,
    base: Base,
    part: ChangedPart = '',
  ) {
    const current = await rows.findById(key.tenantId, key.userId, tx);
    if (!current) return profileNotFound();
    if (current.deleted) return profileDeleted();
    const version = base.versions?.length ? Math.max(...base.versions) : 0;
    const clashing = await clashesSince(tx, key.userId, changes, version, part);
    return conflict(current.version, clashing, changes, valuesOf(current, part));
  }

  /** Three-way merge by field: what others changed stays, unless it is what is written here. @throws VERSION_CONFLICT */
  async function requireNoClash(tx: UnitOfWork['tx'], key: ProfileKey, changes: Values, base: Base) {
    if (base.since === undefined) return;
    // Locked, so that no other change slips in between this look and the write.
    const current = await rows.lockById(tx, key.tenantId, key.userId);
    if (!current || current.deleted) return;
    const ahead = base.since > current.version;
    const clashing = ahead ? Object.keys(changes) : await clashesSince(tx, key.userId, changes, base.since, '');
    if (clashing.length > 0) throw conflict(current.version, clashing, changes, valuesOf(current, ''));
  }

  function follow(
    unit: UnitOfWork,
    row: ProfileRow,
    event: 'profile.updated' | 'profile.visibility-changed' | 'profile.deleted' | 'email.verified',
  ): void {
    const { tenantId, userId, version } = row;
    unit.emit({ type: event, tenantId, userId, version });
    unit.announce(`profile:${tenantId}/${userId}`);
  }

  /** The values before and after, of those that were written. */
  function differences(row: WrittenRow, written: Values, part: ChangedPart) {
    const was = valuesOf({ ...row, ...row.before }, part);
    const now = valuesOf(row, part);
    return Object.fromEntries(
      Object.keys(written).map((name) => [`${part}${name}`, { from: was[name] ?? null, to: now[name] ?? null }]),
    );
  }

  /** Notes what was done; `written` are the values that were sent, whose names begin with `part` in the entry. */
  function record(
    unit: UnitOfWork,
    row: WrittenRow,
    type: ActivityType,
    written: Values = {},
    part: ChangedPart = '',
  ): void {
    const { tenantId, userId, version } = row;
    const changes = differences(row, written, part);
    unit.record({
      tenantId,
      userId,
      actorId: userId,
      type,
      ...(Object.keys(changes).length > 0 && { changes }),
      version,
    });
  }

  /** What others say of skills goes with them. */
  function followSkills(unit: UnitOfWork, row: ProfileRow, changes: ProfileChanges): void {
    const { tenantId, userId, endorsements } = row;
    if ('skills' in changes && Object.keys(endorsements).length > 0)
      unit.emit({ type: 'skills.changed', tenantId, userId });
  }

  async function assignHandle(unit: UnitOfWork, key: ProfileKey, changes: ProfileChanges): Promise<void> {
    if (!('handle' in changes)) return;
    const handle = typeof changes.handle === 'string' ? changes.handle : null;
    const current = await rows.lockById(unit.tx, key.tenantId, key.userId);
    if (!current || current.deleted || current.handle === handle) return;
    if (handle !== null) await handles.requireChangeable(unit.tx, key, handle);
    await handles.assign(unit.tx, key, handle);
  }

  /** Before the profile is written: its row then shows them, and everybody locks in the same order. */
  async function applyPreferences(unit: UnitOfWork, { tenantId, userId }: Identity, changes?: PreferenceChanges) {
    if (changes) await deps.preferences.apply(unit, { tenantId, userId, actorId: userId }, changes);
  }

  /** Whoever has not proved an address could take every good handle. */
  function requireProvedForHandle(identity: Identity, { handle }: ProfileChanges): void {
    if (typeof handle === 'string') requireVerified(identity, 'handle:claim');
  }

  return {
    /** Part of making an account. @throws HANDLE_TAKEN */
    async create(
      unit: UnitOfWork,
      key: ProfileKey,
      profile: { displayName: string | null; handle: string | null },
    ): Promise<void> {
      await handles.assign(unit.tx, key, profile.handle);
      await repository.insert(unit.tx, key, { ...profile, visibility: deps.defaultVisibility });
      unit.emit({ type: 'profile.created', ...key, version: 1 });
      unit.record({ ...key, actorId: key.userId, type: 'profile.created', version: 1 });
    },

    /** The owner’s first own words. @throws PROFILE_EXISTS once the profile has been written, PROFILE_DELETED, HANDLE_TAKEN, FIELD_LOCKED */
    async establish(
      identity: Identity,
      origin: Origin,
      changes: ProfileChanges,
      preferences?: PreferenceChanges,
    ): Promise<Written> {
      requireProvedForHandle(identity, changes);
      const row = await transact(origin, async (unit) => {
        await deps.honestNames.require(unit.tx, identity.tenantId, changes);
        await applyPreferences(unit, identity, preferences);
        await assignHandle(unit, identity, changes);
        const written = await repository.update(unit.tx, identity, changes, { merge: false, first: true });
        if (!written) {
          const current = await rows.findById(identity.tenantId, identity.userId, unit.tx);
          throw current?.deleted ? profileDeleted() : profileExists();
        }
        requireUnlocked(written, changes);
        follow(unit, written, 'profile.updated');
        followSkills(unit, written, changes);
        record(unit, written, 'profile.updated', changes);
        return written;
      });
      return { row, presented: presenter.presentOwn(row) };
    },

    /** Writes the given fields. @throws VERSION_CONFLICT, HANDLE_TAKEN, HANDLE_CHANGED_RECENTLY, FIELD_LOCKED, NAME_IMITATES_BADGE, PROFILE_NOT_FOUND, PROFILE_DELETED */
    async update(
      identity: Identity,
      origin: Origin,
      changes: ProfileChanges,
      { merge, preferences, ...base }: Base & { merge: boolean; preferences?: PreferenceChanges | undefined },
    ): Promise<Written> {
      requireProvedForHandle(identity, changes);
      const row = await transact(origin, async (unit) => {
        await deps.honestNames.require(unit.tx, identity.tenantId, changes);
        await applyPreferences(unit, identity, preferences);
        await requireNoClash(unit.tx, identity, changes, base);
        await assignHandle(unit, identity, changes);
        const { versions } = base;
        const written = await repository.update(unit.tx, identity, changes, { merge, versions });
        if (!written) throw await explainMiss(unit.tx, identity, changes, base);
        requireUnlocked(written, changes);
        follow(unit, written, 'profile.updated');
        followSkills(unit, written, changes);
        record(unit, written, 'profile.updated', changes);
        return written;
      });
      return { row, presented: presenter.presentOwn(row) };
    },

    /** Hides the profile everywhere at once; it can be brought back for some days. @throws PROFILE_NOT_FOUND */
    async remove(identity: Identity, origin: Origin): Promise<void> {
      await transact(origin, async (unit) => {
        const removed = await repository.remove(unit.tx, identity);
        if (!removed) throw profileNotFound();
        follow(unit, removed, 'profile.deleted');
        unit.emit({ type: 'standing.changed', tenantId: identity.tenantId, userId: identity.userId });
        await deps.keepAvatarHashes(unit.tx, identity);
        record(unit, removed, 'profile.deleted');
      });
    },

    /** @throws NOT_RESTORABLE when nothing was deleted, or too long ago */
    async restore(identity: Identity, origin: Origin): Promise<Written> {
      const row = await transact(origin, async (unit) => {
        const restored = await repository.restore(unit.tx, identity, deps.graceDays);
        if (!restored) throw notRestorable();
        follow(unit, restored, 'profile.visibility-changed');
        unit.emit({ type: 'standing.changed', tenantId: identity.tenantId, userId: identity.userId });
        await deps.keepAvatarHashes(unit.tx, identity);
        record(unit, restored, 'profile.restored');
        return restored;
      });
      return { row, presented: presenter.presentOwn(row) };
    },

    /** Why a person’s own profile cannot be read. */
    async explainAbsence({ tenantId, userId }: Identity): Promise<Error> {
      const row = await rows.findById(tenantId, userId);
      if (!row?.deletedAt) return profileNotFound();
      const until = new Date(row.deletedAt.getTime() + deps.graceDays * 86_400_000);
      return profileDeleted({ extra: { restorableUntil: until.toISOString() } });
    },

    async privacy(identity: Identity): Promise<{ version: number; settings: PrivacyView }> {
      const row = await rows.findById(identity.tenantId, identity.userId);
      if (!row || row.deleted) throw profileNotFound();
      return { version: row.version, settings: privacyOf(row) };
    },

    /** @throws EMAIL_NOT_VERIFIED, PUBLIC_PROFILES_DISABLED, AUDIENCE_TOO_WIDE when the profile would be opened to more than is allowed */
    async updatePrivacy(
      identity: Identity,
      origin: Origin,
      { visibility, ...choices }: { visibility?: Audience } & Record<string, Audience>,
      versions: readonly number[] | undefined,
    ): Promise<{ version: number; settings: PrivacyView }> {
      if (visibility === 'public' && !deps.allowPublic) throw publicProfilesDisabled();
      if (visibility && visibility !== 'private') requireVerified(identity, 'profile:open');
      const changes: Values = { ...(visibility && { visibility }), ...choices };
      const row = await transact(origin, async (unit) => {
        const written = await repository.updatePrivacy(unit.tx, identity, { visibility, choices }, versions);
        if (!written) throw await explainMiss(unit.tx, identity, changes, { versions }, 'privacy.');
        requireAllowedAudiences(written, choices);
        follow(unit, written, 'profile.visibility-changed');
        await deps.keepAvatarHashes(unit.tx, identity);
        record(unit, written, 'privacy.updated', changes, 'privacy.');
        return written;
      });
      return { version: row.version, settings: privacyOf(row) };
    },

    /** Part of making an account: what others know of the person. The owner's own first words are still to come. */
    async fill(unit: UnitOfWork, key: ProfileKey, changes: ProfileChanges): Promise<void> {
      const row = await repository.update(unit.tx, key, changes, { merge: false, byOwner: false });
      if (!row) throw profileNotFound();
      follow(unit, row, 'profile.updated');
      record(unit, row, 'profile.updated', changes);
    },

    /** Part of proving an address: the profile may now be found, and gets the handle it was registered with if it is still free. */
    async welcomeVerified(unit: UnitOfWork, key: ProfileKey, wishedHandle: string | null): Promise<void> {
      if (wishedHandle !== null && (await handles.isFree(key.tenantId, wishedHandle, unit.tx))) {
        const changes = { handle: wishedHandle };
        await assignHandle(unit, key, changes);
        const written = await repository.update(unit.tx, key, changes, { merge: false, byOwner: false });
        if (written) record(unit, written, 'profile.updated', changes);
      }
      const row = await repository.touchPrivacy(unit.tx, key);
      if (row) follow(unit, row, 'email.verified');
      await deps.keepAvatarHashes(unit.tx, key);
    },

    /** Part of switching an account off or on, or of a ban: the profile is hidden everywhere, or may be found again. */
    async standingChanged(unit: UnitOfWork, key: ProfileKey): Promise<void> {
      const row = await repository.touchPrivacy(unit.tx, key);
      if (!row) return;
      follow(unit, row, 'profile.visibility-changed');
      unit.emit({ type: 'standing.changed', tenantId: key.tenantId, userId: key.userId });
    },

    /** Part of changing what lies beside the profile and is found with it: the owner’s text, and when it was written, stay. */
    async derivedChanged(unit: UnitOfWork, key: ProfileKey): Promise<void> {
      const row = await repository.touch(unit.tx, key);
      if (!row) return;
      const { tenantId, userId, version } = row;
      unit.emit({ type: 'profile.derived-changed', tenantId, userId, version });
      unit.announce(`profile:${tenantId}/${userId}`);
    },

    /** Writes fields of somebody else's profile. The owner reads who did it only as the team, and the reason. @throws HANDLE_TAKEN, PROFILE_NOT_FOUND */
    async moderate(
      unit: UnitOfWork,
      { moderatorId, reason, ...key }: ProfileKey & { moderatorId: string; reason: string },
      changes: ProfileChanges,
    ): Promise<Written & { activityId: string }> {
      await assignHandle(unit, key, changes);
      const row = await repository.update(unit.tx, key, changes, { merge: false, byOwner: false });
      if (!row) throw profileNotFound();
      follow(unit, row, 'profile.updated');
      followSkills(unit, row, changes);
      const { tenantId, userId } = key;
      const activityId = unit.record({
        tenantId,
        userId,
        actorId: moderatorId,
        type: 'profile.moderated',
        changes: differences(row, changes, ''),
        reason,
        version: row.version,
      });
      return { row, presented: presenter.presentOwn(row), activityId };
    },

    /** Vouches for the phone number of a profile, or takes that back. */
    async vouchForPhone(unit: UnitOfWork, key: ProfileKey, verified: boolean): Promise<void> {
      const row = await repository.vouchForPhone(unit.tx, key, verified);
      if (row) follow(unit, row, 'profile.updated');
    },

    /** Part of saying which rules of completeness do not apply to oneself. @throws PROFILE_NOT_FOUND */
    async setNotApplicable(unit: UnitOfWork, key: ProfileKey, rules: readonly string[]): Promise<void> {
      const row = await repository.setNotApplicable(unit.tx, key, rules);
      if (!row) throw profileNotFound();
      follow(unit, row, 'profile.updated');
      record(unit, row, 'completeness.updated');
    },

    /** Part of publishing a picture: `avatar` null takes it away. */
    async setAvatar(unit: UnitOfWork, key: ProfileKey, avatar: AvatarRecord | null): Promise<ProfileRow | undefined> {
      const row = await repository.setAvatar(unit.tx, key, avatar);
      if (row) follow(unit, row, 'profile.updated');
      await deps.keepAvatarHashes(unit.tx, key);
      return row;
    },

    /** The profiles that a viewer may see, presented, in the given order. */
    async presentMany(tenantId: string, userIds: readonly string[], identity: Identity | undefined) {
      const found = await rows.findByIds(tenantId, userIds, identity?.userId ?? null);
      return found
        .map((row) => ({ row, viewer: viewerOf(identity, row) }))
        .filter(({ row, viewer }) => presenter.isFound(row, viewer))
        .map(({ row, viewer }) => presenter.presentFor(row, viewer));
    },
  };
}
