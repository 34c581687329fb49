// What can be done with a profile; HTTP and workers come through here.

import { emailNotVerified } from '../accounts/index.ts';
import type { Identity, Origin } from '../contracts/identity.ts';
import type { Transact, UnitOfWork } from '../outbox/index.ts';
import { type Audience, viewerOf } from '../privacy/index.ts';
import type { AvatarRecord } from './avatar-links.ts';
import { profileNotFound, publicProfilesDisabled, versionConflict } from './errors.ts';
import type { PresentedProfile, Presenter } from './presenter.ts';
import type { ProfileChanges, ProfileKey, ProfileRepository } from './repository.ts';
import type { ProfileRow, ProfileRows } from './row.ts';

export interface PrivacyView {
  readonly visibility: Audience;
  readonly [field: string]: Audience;
}

export type ProfileService = ReturnType<typeof createProfileService>;

export function createProfileService(deps: {
  rows: ProfileRows;
  repository: ProfileRepository;
  presenter: Presenter;
  transact: Transact;
  defaultVisibility: Audience;
  allowPublic: boolean;
}) {
  const { rows, repository, presenter, transact } = deps;

  /** Explains why a guarded write changed nothing; on the writer's connection, or many such writers would starve the pool. */
  async function explainMiss(
    tx: UnitOfWork['tx'],
    key: ProfileKey,
    fields: readonly string[],
    versions: readonly number[] | undefined,
  ): Promise<Error> {
    const current = await rows.findById(key.tenantId, key.userId, tx);
    if (!current || current.deleted || !versions) return profileNotFound();
    const base = versions.length > 0 ? Math.max(...versions) : 0;
    const changed = new Set(await repository.fieldsChangedSince(tx, key.userId, base));
    return versionConflict({
      extra: { currentVersion: current.version, clashingFields: fields.filter((field) => changed.has(field)) },
    });
  }

  function follow(
    unit: UnitOfWork,
    row: ProfileRow,
    event: 'profile.updated' | 'profile.visibility-changed' | 'email.verified',
  ): void {
    const { tenantId, userId, version } = row;
    unit.emit({ type: event, tenantId, userId, version });
    unit.announce(`profile:${tenantId}/${userId}`);
  }

  const privacyOf = (row: ProfileRow): PrivacyView => ({
    visibility: row.visibility,
    ...presenter.presentPrivacy(row),
  });

  return {
    /** Part of making an account. @throws HANDLE_TAKEN */
    async create(
      unit: UnitOfWork,
      key: ProfileKey,
      profile: { displayName: string | null; handle: string | null },
    ): Promise<void> {
      await repository.insert(unit.tx, key, { ...profile, visibility: deps.defaultVisibility });
      unit.emit({ type: 'profile.created', ...key, version: 1 });
      unit.record({ ...key, actorId: key.userId, type: 'profile.created', version: 1 });
    },

    /** Writes the given fields. @throws VERSION_CONFLICT, HANDLE_TAKEN, PROFILE_NOT_FOUND */
    async update(
      identity: Identity,
      origin: Origin,
      changes: ProfileChanges,
      options: { merge: boolean; versions: readonly number[] | undefined },
    ): Promise<{ row: ProfileRow; presented: PresentedProfile }> {
      const fields = Object.keys(changes);
      const row = await transact(origin, async (unit) => {
        const written = await repository.update(unit.tx, identity, changes, options);
        if (!written) throw await explainMiss(unit.tx, identity, fields, options.versions);
        follow(unit, written, 'profile.updated');
        const { tenantId, userId, version } = written;
        unit.record({ tenantId, userId, actorId: identity.userId, type: 'profile.updated', fields, version });
        return written;
      });
      return { row, presented: presenter.presentOwn(row) };
    },

    async privacy(identity: Identity): Promise<{ version: number; settings: PrivacyView }> {
      const row = await rows.findById(identity.tenantId, identity.userId);
      if (!row || row.deleted) throw profileNotFound();
      return { version: row.version, settings: privacyOf(row) };
    },

    /** @throws EMAIL_NOT_VERIFIED, PUBLIC_PROFILES_DISABLED when the profile would be opened to more than is allowed */
    async updatePrivacy(
      identity: Identity,
      origin: Origin,
      { visibility, ...choices }: { visibility?: Audience } & Record<string, Audience>,
      versions: readonly number[] | undefined,
    ): Promise<{ version: number; settings: PrivacyView }> {
      if (visibility === 'public' && !deps.allowPublic) throw publicProfilesDisabled();
      if (visibility && visibility !== 'private' && !identity.emailVerified) throw emailNotVerified();
      const fields = [...(visibility ? ['visibility'] : []), ...Object.keys(choices)].map((name) => `privacy.${name}`);
      const row = await transact(origin, async (unit) => {
        const written = await repository.updatePrivacy(unit.tx, identity, { visibility, choices }, versions);
        if (!written) throw await explainMiss(unit.tx, identity, fields, versions);
        follow(unit, written, 'profile.visibility-changed');
        const { tenantId, userId, version } = written;
        unit.record({ tenantId, userId, actorId: identity.userId, type: 'privacy.updated', fields, version });
        return written;
      });
      return { version: row.version, settings: privacyOf(row) };
    },

    /** Part of proving an address: the profile may now be found, and gets the handle it was registered with if it is still free. */
    async welcomeVerified(unit: UnitOfWork, key: ProfileKey, wishedHandle: string | null): Promise<void> {
      const claims = wishedHandle !== null && (await repository.isHandleFree(key.tenantId, wishedHandle, unit.tx));
      if (claims)
        await repository.update(unit.tx, key, { handle: wishedHandle }, { merge: false, versions: undefined });
      const row = await repository.touchPrivacy(unit.tx, key);
      if (row) follow(unit, row, 'email.verified');
    },

    /** Part of publishing a picture: `avatar` null takes it away. */
    async setAvatar(unit: UnitOfWork, key: ProfileKey, avatar: AvatarRecord | null): Promise<ProfileRow | undefined> {
      const row = await repository.setAvatar(unit.tx, key, avatar);
      if (row) follow(unit, row, 'profile.updated');
      return row;
    },

    /** The profiles that a viewer may see, presented, in the given order. */
    async presentMany(tenantId: string, userIds: readonly string[], identity: Identity | undefined) {
      const found = await rows.findByIds(tenantId, userIds);
      return found
        .map((row) => ({ row, viewer: viewerOf(identity, row) }))
        .filter(({ row, viewer }) => presenter.isFound(row, viewer))
        .map(({ row, viewer }) => presenter.presentFor(row, viewer));
    },
  };
}
