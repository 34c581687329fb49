// Accounts as administrators handle them: found, made, vouched for.
import type { AccountRepository } from '../accounts/index.ts';
import type { AuthService } from '../auth/index.ts';
import { type AuditAction, actorOf } from '../contracts/audit.ts';
import type { Identity, Origin, Role } from '../contracts/identity.ts';
import type { Transact, UnitOfWork } from '../outbox/index.ts';
import type { Clock } from '../platform/clock.ts';
import { type Page, type PageQuery, pageOf, placeOf } from '../platform/http/page.ts';
import type { PresentedProfile, Presenter, ProfileRows, ProfileService } from '../profiles/index.ts';
import type { RoleService } from '../roles/index.ts';
import type { Ban, Bans } from './bans.ts';
import type { UserDirectory, UserFilter, UserRow, UserSort } from './directory.ts';
import { userNotFound } from './errors.ts';
import type { Moderation } from './moderation.ts';
import type { Standings } from './standing.ts';

export interface UserOrder {
  readonly email: string;
  /** Without one the person is sent a link to choose it. */
  readonly password?: string;
  readonly displayName?: string | null;
  readonly handle?: string | null;
  readonly roles: readonly Role[];
  readonly emailVerified: boolean;
}

/** Fields of the profile beside what is vouched for. */
export type UserChange = Readonly<Record<string, unknown>> & {
  readonly emailVerified?: true;
  readonly phoneVerified?: boolean;
  readonly reason?: string;
};

export type User = Omit<UserRow, 'tenantId'>;
export type UserDetails = User & { readonly profile: PresentedProfile | null; readonly ban: Ban | null };

const defaultReason = 'An administrator changed it.';
const present = ({ tenantId: _tenant, ...user }: UserRow): User => user;

export type UserService = ReturnType<typeof createUserService>;

export function createUserService(deps: {
  directory: UserDirectory;
  standings: Standings;
  moderation: Pick<Moderation, 'editProfile'>;
  bans: Pick<Bans, 'find'>;
  accounts: Pick<AccountRepository, 'markVerified'>;
  auth: Pick<AuthService, 'prepareAccount'>;
  roles: Pick<RoleService, 'requireAssignable'>;
  profiles: Pick<ProfileService, 'welcomeVerified' | 'vouchForPhone'>;
  rows: Pick<ProfileRows, 'findById'>;
  presenter: Pick<Presenter, 'presentFor'>;
  transact: Transact;
  clock: Clock;
}) {
  const { directory, standings, transact } = deps;

  function audit(unit: UnitOfWork, by: Identity, action: AuditAction, userId: string, after: object): void {
    unit.audit({ tenantId: by.tenantId, action, actor: actorOf(by), target: { type: 'account', id: userId }, after });
  }

  async function read(by: Identity, id: string): Promise<UserDetails> {
    const user = await directory.find(by.tenantId, id);
    if (!user) throw userNotFound();
    const [row, ban] = await Promise.all([deps.rows.findById(by.tenantId, id), deps.bans.find(by.tenantId, id)]);
    // What a moderator may not read on the profile's page they do not read here.
    const viewer = by.permissions.has('profiles:read:tenant') ? 'admin' : 'member';
    const profile = row && !row.deleted ? deps.presenter.presentFor(row, viewer) : null;
    return { ...present(user), profile, ban: ban ?? null };
  }

  /** Takes an address for proved. */
  async function vouch(unit: UnitOfWork, by: Identity, userId: string, change: UserChange): Promise<void> {
    const key = { tenantId: by.tenantId, userId };
    if (change.emailVerified) {
      await deps.accounts.markVerified(unit.tx, userId, deps.clock());
      await deps.profiles.welcomeVerified(unit, key, null);
      unit.announce(`account:${by.tenantId}/${userId}`);
    }
    if (change.phoneVerified !== undefined) await deps.profiles.vouchForPhone(unit, key, change.phoneVerified);
    const { emailVerified, phoneVerified } = change;
    audit(unit, by, 'users.updated', userId, { emailVerified, phoneVerified });
  }

  return {
    read,

    /** @throws INVALID_CURSOR */
    async list(tenantId: string, filter: UserFilter & PageQuery & { sort: UserSort }): Promise<Page<User>> {
      const { limit, cursor, sort, ...filters } = filter;
      const scope = ['users', tenantId, sort, filters];
      const after = placeOf({ limit, ...(cursor !== undefined && { cursor }) }, scope);
      const page = pageOf(await directory.list(tenantId, filters, sort, after, limit + 1), filter, scope);
      return { ...page, items: page.items.map(present) };
    },

    /** The accounts, for a file; that they were taken away is noted first. */
    async *export(by: Identity, filter: UserFilter, origin: Origin): AsyncGenerator<User> {
      await transact(origin, async (unit) => {
        unit.audit({ tenantId: by.tenantId, action: 'users.exported', actor: actorOf(by), after: { filter } });
      });
      for await (const row of directory.stream(by.tenantId, filter)) yield present(row);
    },

    /** @throws ACCOUNT_EXISTS, HANDLE_TAKEN, WEAK_PASSWORD, PERMISSION_NOT_HELD, TENANT_FULL */
    async create(by: Identity, order: UserOrder, origin: Origin): Promise<UserDetails> {
      const { emailVerified: verified, ...account } = order;
      const makeAccount = await deps.auth.prepareAccount({ ...account, verified, tenantId: by.tenantId });
      const id = await transact(origin, async (unit) => {
        await deps.roles.requireAssignable(unit.tx, by, order.roles);
        const made = await makeAccount(unit);
        audit(unit, by, 'users.created', made, { roles: order.roles, emailVerified: verified });
        return made;
      });
      return read(by, id);
    },

    /** @throws USER_NOT_FOUND, ABOVE_YOU, HANDLE_TAKEN */
    async update(by: Identity, id: string, change: UserChange, origin: Origin): Promise<UserDetails> {
      const { emailVerified, phoneVerified, reason = defaultReason, ...fields } = change;
      if (Object.keys(fields).length > 0) await deps.moderation.editProfile(by, id, { ...fields, reason }, origin);
      if (emailVerified !== undefined || phoneVerified !== undefined)
        await transact(origin, async (unit) => {
          await standings.lock(unit, by, id);
          await vouch(unit, by, id, change);
        });
      return read(by, id);
    },

    /** @throws USER_NOT_FOUND, NOT_YOURSELF, ABOVE_YOU, LAST_ADMIN, USER_BANNED */
    async setActive(by: Identity, id: string, active: boolean, origin: Origin): Promise<void> {
      await transact(origin, (unit) => standings.setActive(unit, by, id, active));
    },

    /** @throws USER_NOT_FOUND, PERMISSION_NOT_HELD, ABOVE_YOU, LAST_ADMIN */
    async setRoles(by: Identity, id: string, roles: readonly Role[], origin: Origin): Promise<UserDetails> {
      await transact(origin, (unit) => standings.changeRoles(unit, by, id, () => roles));
      return read(by, id);
    },
  };
}
