// Making accounts: what somebody asks for at the door, and what comes of it once a worker looks whose the address is.
import { randomBytes } from 'node:crypto';
import {
  type AccountRepository,
  accountExists,
  hashPassword,
  type Mailboxes,
  type PasswordResets,
  requireStrongPassword,
  type Verifications,
} from '../accounts/index.ts';
import { defaultTenantId, type Origin, type Role } from '../contracts/identity.ts';
import type { UnitOfWork } from '../outbox/index.ts';
import type { Clock } from '../platform/clock.ts';
import { newId } from '../platform/ids.ts';
import { normalizeEmail } from '../platform/text/email.ts';
import { handleTaken, type ProfileService } from '../profiles/index.ts';
import { registrationClosed, type TenantDirectory, tenantFull } from '../tenants/index.ts';
import type { AddressRequest, AddressRequests } from './address-requests.ts';

export interface Registration {
  readonly tenantId: string;
  readonly email: string;
  readonly password: string;
  readonly displayName?: string | null;
  readonly handle?: string | null;
}

/** What an administrator or operator orders; of the only tenant unless it says otherwise. */
export interface AccountOrder extends Omit<Registration, 'tenantId' | 'password'> {
  readonly tenantId?: string;
  /** Without one the person is sent a link to choose it. */
  readonly password?: string;
  readonly roles: readonly Role[];
  readonly verified: boolean;
}

interface AccountDraft extends NewPerson {
  readonly email: string;
  readonly emailKey: string;
  readonly passwordHash: string;
}

/** Who has no address, and no password, is signed in by others. */
interface NewPerson {
  readonly tenantId: string;
  readonly email: string | null;
  readonly emailKey: string | null;
  readonly passwordHash: string | null;
  readonly displayName: string | null;
  readonly handle: string | null;
  readonly roles?: readonly Role[];
}

/** Makes an account and its profile; undefined when somebody has the address. @throws HANDLE_TAKEN, TENANT_FULL */
export type InsertAccount = (unit: UnitOfWork, person: NewPerson, isVerified: boolean) => Promise<string | undefined>;

// The owner of an address hears of repeated registrations now and then, not ten thousand times.
const noticeQuietMs = 10 * 60_000;

export function createRegistration(deps: {
  accounts: AccountRepository;
  verifications: Verifications;
  mailboxes: Mailboxes;
  profiles: Pick<ProfileService, 'create'>;
  requests: AddressRequests;
  resets: Pick<PasswordResets, 'request'>;
  settingsOf: TenantDirectory['settingsOf'];
  isHandleFree: (tenantId: string, handle: string) => Promise<boolean>;
  clock: Clock;
}) {
  const { accounts, verifications, mailboxes, clock } = deps;
  /** Under way: who asks for the very same meanwhile waits for it. */
  const registering = new Map<string, Promise<void>>();

  const requireStrong = ({ password, email, displayName, handle }: Registration) =>
    requireStrongPassword(password, [email, displayName, handle]);

  /** @throws TENANT_FULL */
  async function requireRoom({ tx }: UnitOfWork, tenantId: string): Promise<void> {
    const { limits } = await deps.settingsOf(tenantId);
    if (limits?.accounts === undefined) return;
    // Whoever takes the last place is waited for.
    await accounts.lockTenant(tx, tenantId);
    if ((await accounts.count(tx, tenantId)) >= limits.accounts) throw tenantFull();
  }

  const insertAccount: InsertAccount = async (unit, person, isVerified) => {
    await requireRoom(unit, person.tenantId);
    const { displayName, handle, ...account } = person;
    const id = newId();
    const verified = isVerified ? { emailVerifiedAt: clock() } : {};
    if (!(await accounts.insertUnlessKnown(unit.tx, { id, ...account, ...verified }))) return undefined;
    // The wish for a handle waits for the proof of the address.
    const key = { tenantId: account.tenantId, userId: id };
    await deps.profiles.create(unit, key, { displayName, handle: isVerified ? handle : null });
    return id;
  };

  async function welcome(unit: UnitOfWork, id: string, { tenantId, email, emailKey, handle }: AccountDraft) {
    const verificationId = await verifications.request(
      unit.tx,
      { id, tenantId, email },
      { passwordHash: null, handle },
    );
    unit.record({ tenantId, userId: id, actorId: id, type: 'account.registered' });
    if (await mailboxes.claim(unit.tx, { tenantId, emailKey }, clock()))
      unit.emit({ type: 'account.registered', tenantId, userId: id, verificationId });
  }

  /** What a known address gets: a mail to its owner, never a different answer. */
  async function tellOwner(unit: UnitOfWork, id: string, { tenantId, emailKey, passwordHash, handle }: AccountDraft) {
    if (!(await accounts.claimNotice(unit.tx, id, clock(), noticeQuietMs))) return;
    // Only now: the claim has waited for whoever was just proving the address.
    const account = await accounts.findById(id, unit.tx);
    if (account?.status !== 'active' || account.email === null) return;
    if (!(await mailboxes.claim(unit.tx, { tenantId, emailKey }, clock()))) return;
    if (account.emailVerifiedAt) {
      unit.emit({ type: 'account.registration-repeated', tenantId, userId: id });
      return;
    }
    // Nobody has proved this address yet: whoever does may do it with this password, too.
    const pending = { passwordHash, handle };
    const verificationId = await verifications.request(unit.tx, { id, tenantId, email: account.email }, pending);
    unit.emit({ type: 'email.verification-requested', tenantId, userId: id, verificationId });
  }

  return {
    insertAccount,

    /** Succeeds alike for a new and a known address, which it does not look at. @throws WEAK_PASSWORD, HANDLE_TAKEN, REGISTRATION_CLOSED */
    async register(registration: Registration, origin: Origin): Promise<void> {
      const { registration: door, signIn } = await deps.settingsOf(registration.tenantId);
      if (door === 'closed' || signIn?.includes('password') === false) throw registrationClosed();
      requireStrong(registration);
      const { tenantId, email, password, displayName = null, handle = null } = registration;
      if (handle && !(await deps.isHandleFree(tenantId, handle))) throw handleTaken();
      const same = JSON.stringify([tenantId, email, password, displayName, handle]);
      const earlier = registering.get(same);
      if (earlier) return earlier;
      const work = hashPassword(password)
        .then((passwordHash) => ({ passwordHash, displayName, handle }))
        .then((applicant) => deps.requests.keep('registration', { tenantId, email }, origin, applicant))
        .finally(() => registering.delete(same));
      registering.set(same, work);
      return work;
    },

    /** Makes the account that was asked for, or tells the owner of the one that is there. */
    async answer(unit: UnitOfWork, request: Extract<AddressRequest, { kind: 'registration' }>): Promise<void> {
      const { tenantId, emailKey } = request;
      const { id: _id, kind: _kind, ...draft } = request;
      const id = await insertAccount(unit, draft, false);
      if (id) {
        await accounts.claimNotice(unit.tx, id, clock(), noticeQuietMs);
        return welcome(unit, id, draft);
      }
      const account = await accounts.findByKey(tenantId, emailKey, unit.tx);
      if (account) await tellOwner(unit, account.id, draft);
    },

    /**
     * Makes ready to make an account without asking its owner: passwords are hashed before a transaction begins. What
     * comes back makes the account as part of one. @throws WEAK_PASSWORD; then ACCOUNT_EXISTS, HANDLE_TAKEN, TENANT_FULL
     */
    async prepareAccount({ tenantId = defaultTenantId, ...order }: AccountOrder) {
      const {
        password = randomBytes(24).toString('base64url'),
        email,
        roles,
        verified,
        displayName = null,
        handle = null,
      } = order;
      requireStrong({ tenantId, email, password, displayName, handle });
      const parsed = normalizeEmail(email);
      const emailKey = parsed.ok ? parsed.value.key : email;
      const draft = {
        tenantId,
        email,
        emailKey,
        passwordHash: await hashPassword(password),
        displayName,
        handle,
        roles,
      };
      return async (unit: UnitOfWork): Promise<string> => {
        const id = await insertAccount(unit, draft, verified);
        if (!id) throw accountExists();
        if (order.password === undefined) {
          const resetId = await deps.resets.request(unit.tx, { id, tenantId, email });
          unit.emit({ type: 'password.reset-requested', tenantId, userId: id, resetId });
        } else if (!verified) await welcome(unit, id, draft);
        return id;
      };
    },
  };
}
