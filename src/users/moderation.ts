// What moderators do to somebody's profile, each time with a reason that its owner reads.
import type { Identity, Origin } from '../contracts/identity.ts';
import type { Transact, UnitOfWork } from '../outbox/index.ts';
import type { ProfileRows, ProfileService } from '../profiles/index.ts';
import { userNotFound } from './errors.ts';
import type { Standings } from './standing.ts';

export type Moderation = ReturnType<typeof createModeration>;

export function createModeration(deps: {
  standings: Pick<Standings, 'lock'>;
  profiles: Pick<ProfileService, 'moderate'>;
  avatars: { removeAll(unit: UnitOfWork, person: { tenantId: string; userId: string }): Promise<void> };
  rows: Pick<ProfileRows, 'lockById'>;
  transact: Transact;
}) {
  const { standings, transact } = deps;

  /** Strangers to the tenant and deleted profiles are not there. @throws USER_NOT_FOUND, ABOVE_YOU */
  async function requireProfile(unit: UnitOfWork, by: Identity, userId: string): Promise<void> {
    await standings.lock(unit, by, userId);
    const row = await deps.rows.lockById(unit.tx, by.tenantId, userId);
    if (!row || row.deleted) throw userNotFound();
  }

  function audit(
    unit: UnitOfWork,
    by: Identity,
    userId: string,
    action: 'profiles.moderated' | 'avatars.removed',
    after: object,
  ) {
    unit.audit({
      tenantId: by.tenantId,
      action,
      actor: { kind: 'account', id: by.userId },
      target: { type: 'account', id: userId },
      after,
    });
  }

  return {
    /** @throws USER_NOT_FOUND, ABOVE_YOU, HANDLE_TAKEN */
    async editProfile(
      by: Identity,
      userId: string,
      { reason, ...changes }: { readonly reason: string } & Readonly<Record<string, unknown>>,
      origin: Origin,
    ): Promise<unknown> {
      return transact(origin, async (unit) => {
        await requireProfile(unit, by, userId);
        const key = { tenantId: by.tenantId, userId };
        const { activityId, presented } = await deps.profiles.moderate(
          unit,
          { ...key, moderatorId: by.userId, reason },
          changes,
        );
        unit.emit({ type: 'profile.moderated', ...key, activityId });
        audit(unit, by, userId, 'profiles.moderated', { ...changes, reason });
        return presented;
      });
    },

    /** @throws USER_NOT_FOUND, ABOVE_YOU */
    async removeAvatar(by: Identity, userId: string, reason: string, origin: Origin): Promise<void> {
      await transact(origin, async (unit) => {
        await requireProfile(unit, by, userId);
        const key = { tenantId: by.tenantId, userId };
        await deps.avatars.removeAll(unit, key);
        const activityId = unit.record({ ...key, actorId: by.userId, type: 'avatar.moderated', reason });
        unit.emit({ type: 'avatar.moderated', ...key, activityId });
        audit(unit, by, userId, 'avatars.removed', { reason });
      });
    },
  };
}
