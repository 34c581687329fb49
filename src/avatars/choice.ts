// What people do with pictures that are there: choose an older one, describe it, take all of them away.
import type { Identity, Origin } from '../contracts/identity.ts';
import type { Transact, UnitOfWork } from '../outbox/index.ts';
import { type ProfileRow, type ProfileRows, type ProfileService, profileNotFound } from '../profiles/index.ts';
import { avatarNotFound, uploadNotFound } from './errors.ts';
import { isPending } from './progress.ts';
import type { UploadRepository, UploadRow } from './repository.ts';

type Person = Pick<Identity, 'tenantId' | 'userId'>;

export type AvatarChoice = ReturnType<typeof createAvatarChoice>;

export function createAvatarChoice(deps: {
  uploads: UploadRepository;
  rows: ProfileRows;
  profiles: Pick<ProfileService, 'setAvatar'>;
  transact: Transact;
}) {
  const { uploads, rows, profiles, transact } = deps;

  /** Profile first, as the worker does when it publishes. */
  async function lockProfile({ tx }: UnitOfWork, { tenantId, userId }: Person): Promise<ProfileRow> {
    const row = await rows.lockById(tx, tenantId, userId);
    if (!row || row.deleted) throw profileNotFound();
    return row;
  }

  function retire(unit: UnitOfWork, { tenantId, userId }: Person, uploadIds: readonly string[]): void {
    for (const uploadId of uploadIds) unit.emit({ type: 'avatar.retired', tenantId, userId, uploadId });
  }

  async function removeAll(unit: UnitOfWork, person: Person): Promise<void> {
    const { avatar } = await lockProfile(unit, person);
    if (avatar) await profiles.setAvatar(unit, person, null);
    retire(unit, person, await uploads.removeAll(unit.tx, person.userId));
  }

  return {
    /** As part of a moderator's act: the same as `remove`, and whoever calls says who did it. @throws PROFILE_NOT_FOUND */
    removeAll,

    /** Makes a picture of the history the present one; what is still on its way came first, and loses. @throws UPLOAD_NOT_FOUND */
    async restore(identity: Identity, origin: Origin, uploadId: string): Promise<UploadRow> {
      const { tenantId, userId } = identity;
      return transact(origin, async (unit) => {
        await lockProfile(unit, identity);
        const upload = await uploads.republish(unit.tx, userId, uploadId);
        if (!upload?.variants) throw uploadNotFound();
        retire(unit, identity, await uploads.cancelPending(unit.tx, userId, 'superseded'));
        await profiles.setAvatar(unit, { tenantId, userId }, upload.variants);
        unit.record({ tenantId, userId, actorId: userId, type: 'avatar.restored' });
        return upload;
      });
    },

    /** Describes the newest picture, published or on its way. @throws AVATAR_NOT_FOUND when there is none */
    async describe(identity: Identity, origin: Origin, alt: string | null): Promise<UploadRow> {
      const { tenantId, userId } = identity;
      return transact(origin, async (unit) => {
        const { avatar } = await lockProfile(unit, identity);
        const latest = await uploads.findLatest(tenantId, userId, unit.tx);
        const before = latest && isPending(latest) ? { ...latest, uploadId: latest.id } : avatar;
        const described = before && (await uploads.describe(unit.tx, before.uploadId, alt));
        if (!described) throw avatarNotFound();
        if (described.id === avatar?.uploadId) await profiles.setAvatar(unit, { tenantId, userId }, { ...avatar, alt });
        const changes = { avatarAlt: { from: before.alt ?? null, to: alt } };
        unit.record({ tenantId, userId, actorId: userId, type: 'avatar.described', changes });
        return described;
      });
    },

    /** Takes the picture away with all that came before it, and stops whatever is still on its way. */
    async remove(person: Person, origin: Origin): Promise<void> {
      const { tenantId, userId } = person;
      await transact(origin, async (unit) => {
        await removeAll(unit, { tenantId, userId });
        unit.record({ tenantId, userId, actorId: userId, type: 'avatar.removed' });
      });
    },
  };
}
