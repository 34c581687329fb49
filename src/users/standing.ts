// The standing of accounts: active, deactivated, banned; and the roles they have. A tenant never loses its last administrator,
// nobody touches who may do more than they, and all of it is in force at once.
import { isDeepStrictEqual } from 'node:util';
import type { AccountRepository, AccountStatus, Standing } from '../accounts/index.ts';
import type { Identity, Role } from '../contracts/identity.ts';
import type { UnitOfWork } from '../outbox/index.ts';
import type { ProfileService } from '../profiles/index.ts';
import type { RoleService } from '../roles/index.ts';
import { aboveYou, lastAdmin, notYourself, userBanned, userNotFound } from './errors.ts';

export interface StandingDeps {
  accounts: Pick<AccountRepository, 'lockStanding' | 'setStanding' | 'lockTenant' | 'countAdmins'>;
  sessions: { endAll(tx: UnitOfWork['tx'], userId: string, because: string): Promise<unknown> };
  profiles: Pick<ProfileService, 'standingChanged'>;
  roles: Pick<RoleService, 'requireAssignable'>;
}

/** Those who can give roles to others. */
const adminRoles: readonly Role[] = ['admin', 'platform-admin'];
const isAdmin = ({ status, roles }: Standing) => status === 'active' && roles.some((role) => adminRoles.includes(role));

export type Standings = ReturnType<typeof createStandings>;

export function createStandings(deps: StandingDeps) {
  const { accounts } = deps;

  /** @throws USER_NOT_FOUND for strangers to the tenant, ABOVE_YOU */
  async function lock(unit: UnitOfWork, by: Identity, userId: string): Promise<Standing> {
    // Whoever changes standings of one tenant waits for the other, or two could take away each other's last administrator.
    await accounts.lockTenant(unit.tx, by.tenantId);
    const standing = await accounts.lockStanding(unit.tx, by.tenantId, userId);
    if (!standing) throw userNotFound();
    await requireNotAbove(unit, by, standing.roles);
    return standing;
  }

  /** The same, for what nobody does to themselves. @throws NOT_YOURSELF, too */
  function lockOther(unit: UnitOfWork, by: Identity, userId: string): Promise<Standing> {
    if (userId === by.userId) throw notYourself();
    return lock(unit, by, userId);
  }

  async function requireNotAbove(unit: UnitOfWork, by: Identity, roles: readonly Role[]): Promise<void> {
    try {
      await deps.roles.requireAssignable(unit.tx, by, roles);
    } catch (error) {
      throw aboveYou({ cause: error });
    }
  }

  async function write(unit: UnitOfWork, by: Identity, userId: string, before: Standing, after: Standing) {
    await accounts.setStanding(unit.tx, userId, after);
    if (isAdmin(before) && !isAdmin(after) && (await accounts.countAdmins(unit.tx, by.tenantId, adminRoles)) === 0)
      throw lastAdmin();
    unit.announce(`account:${by.tenantId}/${userId}`);
  }

  /** Lets nobody see the profile, or those again who may. */
  async function setStatus(unit: UnitOfWork, by: Identity, userId: string, before: Standing, status: AccountStatus) {
    await write(unit, by, userId, before, { ...before, status });
    if (status !== 'active') await deps.sessions.endAll(unit.tx, userId, status);
    await deps.profiles.standingChanged(unit, { tenantId: by.tenantId, userId });
    const action = status === 'active' ? 'users.activated' : status === 'banned' ? 'users.banned' : 'users.deactivated';
    const { tenantId } = by;
    unit.audit({
      tenantId,
      action,
      actor: { kind: 'account', id: by.userId },
      target: { type: 'account', id: userId },
      before: { status: before.status },
      after: { status },
    });
  }

  return {
    lock,
    lockOther,

    /** False when the account was so already. @throws USER_NOT_FOUND, NOT_YOURSELF, ABOVE_YOU, LAST_ADMIN, USER_BANNED when a ban is in the way */
    async setActive(unit: UnitOfWork, by: Identity, userId: string, active: boolean): Promise<boolean> {
      const before = await lockOther(unit, by, userId);
      if (before.status === 'banned') throw userBanned();
      const status = active ? 'active' : 'deactivated';
      if (before.status === status) return false;
      await setStatus(unit, by, userId, before, status);
      unit.record({
        tenantId: by.tenantId,
        userId,
        actorId: by.userId,
        type: `account.${active ? 'activated' : 'deactivated'}`,
      });
      unit.emit({ type: active ? 'account.activated' : 'account.deactivated', tenantId: by.tenantId, userId });
      return true;
    },

    setStatus,

    /** The end of a ban that had a last day. */
    async release(unit: UnitOfWork, tenantId: string, userId: string): Promise<void> {
      const standing = await accounts.lockStanding(unit.tx, tenantId, userId);
      if (standing?.status !== 'banned') return;
      await accounts.setStanding(unit.tx, userId, { ...standing, status: 'active' });
      await deps.profiles.standingChanged(unit, { tenantId, userId });
      unit.announce(`account:${tenantId}/${userId}`);
      unit.record({ tenantId, userId, type: 'account.ban-lifted' });
      unit.audit({
        tenantId,
        action: 'users.ban-lifted',
        actor: { kind: 'system' },
        target: { type: 'account', id: userId },
      });
    },

    /** @throws VALIDATION_FAILED for a role that is none, PERMISSION_NOT_HELD, ABOVE_YOU, LAST_ADMIN */
    async changeRoles(
      unit: UnitOfWork,
      by: Identity,
      userId: string,
      change: (roles: readonly Role[]) => readonly Role[],
    ): Promise<void> {
      const before = await lock(unit, by, userId);
      const roles = change(before.roles);
      if (isDeepStrictEqual(new Set(roles), new Set(before.roles))) return;
      await deps.roles.requireAssignable(unit.tx, by, roles);
      await write(unit, by, userId, before, { ...before, roles });
      const { tenantId } = by;
      unit.record({ tenantId, userId, actorId: by.userId, type: 'account.roles-changed' });
      unit.audit({
        tenantId,
        action: 'users.roles-changed',
        actor: { kind: 'account', id: by.userId },
        target: { type: 'account', id: userId },
        before: { roles: before.roles },
        after: { roles },
      });
    },
  };
}
