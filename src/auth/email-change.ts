// Another address for an account: asked for with a fresh proof of who asks, given once somebody reads its mail, and taken
// back by whoever reads the mail of the old one. An account's row is locked before its changes, by everybody here.
import {
  type AccountRepository,
  accountExists,
  type EmailChange,
  type EmailChanges,
  type Mailboxes,
  type PasswordResets,
  type Verifications,
} from '../accounts/index.ts';
import type { ActivityType } from '../contracts/activities.ts';
import type { AuditAction } from '../contracts/audit.ts';
import type { Identity, Origin } from '../contracts/identity.ts';
import type { ActivityChanges, Transact, UnitOfWork } from '../outbox/index.ts';
import type { Clock } from '../platform/clock.ts';
import { unauthenticated } from '../platform/http/errors.ts';
import { normalizeEmail } from '../platform/text/email.ts';
import type { ProfileService } from '../profiles/index.ts';
import {
  emailChangeFailed,
  emailUnchanged,
  noPendingEmail,
  tooManyEmailChanges,
  undoFailed,
} from './email-change-errors.ts';
import type { RequireFresh } from './reauthentication.ts';
import type { SecondFactors } from './second-factors.ts';
import type { Sessions } from './sessions.ts';

const hourMs = 3_600_000;
const maxChangesPerHour = 5;

/** The link's token; or the code, by whoever is signed in to the account. */
export type EmailChangeProof = { readonly token: string } | { readonly code: string };

export interface PendingEmail {
  readonly email: string;
  readonly requestedAt: Date;
  readonly expiresAt: Date;
}

export type EmailChangeService = ReturnType<typeof createEmailChangeService>;

export function createEmailChangeService(deps: {
  accounts: Pick<
    AccountRepository,
    'findById' | 'findByKey' | 'lockById' | 'replaceAddress' | 'releaseUnproved' | 'setPassword'
  >;
  changes: EmailChanges;
  mailboxes: Mailboxes;
  verifications: Pick<Verifications, 'finish'>;
  resets: Pick<PasswordResets, 'request' | 'closeAll'>;
  sessions: Pick<Sessions, 'endAll'>;
  factors: Pick<SecondFactors, 'remove'>;
  profiles: Pick<ProfileService, 'welcomeVerified'>;
  requireFresh: RequireFresh;
  transact: Transact;
  clock: Clock;
}) {
  const { accounts, changes, sessions, transact, clock } = deps;

  function tell(
    unit: UnitOfWork,
    { tenantId, userId }: Pick<EmailChange, 'tenantId' | 'userId'>,
    told: { type: ActivityType; action: AuditAction; byOwner: boolean; changes?: ActivityChanges },
  ): void {
    const actor = told.byOwner ? ({ kind: 'account', id: userId } as const) : ({ kind: 'anonymous' } as const);
    const by = told.byOwner ? { actorId: userId } : {};
    unit.record({ tenantId, userId, ...by, type: told.type, ...(told.changes && { changes: told.changes }) });
    unit.audit({ tenantId, action: told.action, actor, target: { type: 'account', id: userId } });
  }

  /** Who has proved the address, as far as it is somebody else. */
  async function findOwner({ tx }: UnitOfWork, whose: { tenantId: string; userId: string; emailKey: string }) {
    const found = await accounts.findByKey(whose.tenantId, whose.emailKey, tx);
    return found?.emailVerifiedAt && found.id !== whose.userId ? found : undefined;
  }

  /** The mail to the new address: a proof, or word to somebody whose it is. The one who asks is told the same. */
  function mailNewAddress(
    unit: UnitOfWork,
    { tenantId, userId }: Pick<Identity, 'tenantId' | 'userId'>,
    { owner, proofId }: { owner: { id: string } | undefined; proofId: string | null },
  ): void {
    if (owner) unit.emit({ type: 'account.registration-repeated', tenantId, userId: owner.id });
    else if (proofId) unit.emit({ type: 'email.change-proof-asked', tenantId, userId, proofId });
  }

  /** Whether the account has the address from now on: one that nobody has proved goes to whoever does. */
  async function giveAddress(
    unit: UnitOfWork,
    { tenantId, userId }: Pick<EmailChange, 'tenantId' | 'userId'>,
    address: { email: string; emailKey: string; provedAt: Date },
  ): Promise<boolean> {
    await accounts.releaseUnproved(unit.tx, tenantId, address.emailKey, userId);
    if (!(await accounts.replaceAddress(unit.tx, userId, address))) return false;
    await deps.verifications.finish(unit.tx, userId, null);
    await deps.resets.closeAll(unit.tx, userId);
    await deps.profiles.welcomeVerified(unit, { tenantId, userId }, null);
    return true;
  }

  async function change(unit: UnitOfWork, pending: EmailChange, keepSessionId: string): Promise<boolean> {
    const { tenantId, userId, newEmail: email, newEmailKey: emailKey } = pending;
    if (!(await giveAddress(unit, pending, { email, emailKey, provedAt: clock() }))) {
      // Somebody else has proved it meanwhile.
      await changes.end(unit.tx, pending.id);
      mailNewAddress(unit, pending, { owner: await findOwner(unit, { tenantId, userId, emailKey }), proofId: null });
      return false;
    }
    await changes.markChanged(unit.tx, pending.id);
    await sessions.endAll(unit.tx, userId, 'the address was changed', keepSessionId);
    const values = { email: { from: pending.oldEmail, to: email } };
    tell(unit, pending, { type: 'email.changed', action: 'emails.changed', byOwner: true, changes: values });
    unit.emit({ type: 'email.changed', tenantId, userId, changeId: pending.id });
    unit.announce(`account:${tenantId}/${userId}`);
    return true;
  }

  /** False for what proves nothing; wrong codes are counted by then. */
  async function prove(proof: EmailChangeProof, identity: Identity | undefined, origin: Origin): Promise<boolean> {
    const found = 'token' in proof ? await changes.findByToken('confirm-email-change', proof.token) : undefined;
    const userId = 'token' in proof ? found?.userId : identity?.userId;
    if (userId === undefined) return false;
    return transact(origin, async (unit) => {
      const account = await accounts.lockById(unit.tx, userId);
      if (account?.status !== 'active') return false;
      const pending = found ? await changes.lock(unit.tx, found.id) : await changes.lockPending(unit.tx, account.id);
      if (!pending) return false;
      if (found) {
        // Another mail was asked for at this very moment.
        if (pending.proofId !== found.proofId) return false;
        // A second click on a link that has done its work is no failure to the person who clicks.
        if (pending.changedAt && pending.endedAt === null) return account.emailKey === pending.newEmailKey;
      }
      if (!changes.isOpen(pending, account)) return false;
      if ('code' in proof && !changes.hasCode(pending, proof.code)) {
        await changes.countWrongCode(unit.tx, pending.id);
        return false;
      }
      return change(unit, pending, identity?.userId === account.id ? identity.sessionId : pending.sessionId);
    });
  }

  return {
    /** The address, whether it is proved, and the one that waits. */
    async find({
      userId,
    }: Identity): Promise<{ email: string | null; verified: boolean; pending: PendingEmail | null }> {
      const [account, pending] = await Promise.all([accounts.findById(userId), changes.findPending(userId)]);
      if (!account) throw unauthenticated();
      const isOpen = pending && changes.isOpen(pending, account);
      return {
        email: account.email,
        verified: account.emailVerifiedAt !== null,
        pending: isOpen
          ? { email: pending.newEmail, requestedAt: pending.createdAt, expiresAt: pending.expiresAt }
          : null,
      };
    },

    /** @throws REAUTHENTICATION_REQUIRED, EMAIL_UNCHANGED, TOO_MANY_EMAIL_CHANGES; nothing that tells who has the address */
    async ask(identity: Identity, wanted: string, origin: Origin): Promise<void> {
      await deps.requireFresh(identity);
      const { tenantId, userId, sessionId } = identity;
      const parsed = normalizeEmail(wanted);
      const emailKey = parsed.ok ? parsed.value.key : wanted;
      await transact(origin, async (unit) => {
        const account = await accounts.lockById(unit.tx, userId);
        if (account?.status !== 'active') throw unauthenticated();
        if (account.emailKey === emailKey) throw emailUnchanged();
        const now = clock();
        const asked = await changes.countSince(unit.tx, userId, new Date(now.getTime() - hourMs));
        if (asked >= maxChangesPerHour) throw tooManyEmailChanges();
        const mayMail = await deps.mailboxes.claim(unit.tx, { tenantId, emailKey }, now);
        const owner = await findOwner(unit, { tenantId, userId, emailKey });
        const withProof = mayMail && !owner;
        const { changeId, proofId } = await changes.ask(unit.tx, account, {
          ...{ sessionId, email: wanted, emailKey },
          withProof,
        });
        if (mayMail) mailNewAddress(unit, identity, { owner, proofId });
        // Not counted: whoever spends a mailbox must not be able to change its account behind its back.
        unit.emit({ type: 'email.change-asked', tenantId, userId, changeId });
        const values = { email: { from: account.email, to: wanted } };
        const type = 'email.change-requested';
        tell(unit, identity, { type, action: 'emails.change-requested', byOwner: true, changes: values });
      });
    },

    /** Sends another proof to the address that waits; the one before it ends. @throws NO_PENDING_EMAIL */
    async resend(identity: Identity, origin: Origin): Promise<void> {
      const { tenantId, userId } = identity;
      await transact(origin, async (unit) => {
        const account = await accounts.lockById(unit.tx, userId);
        const pending = account && (await changes.lockPending(unit.tx, userId));
        if (!pending || !changes.isOpen(pending, account)) throw noPendingEmail();
        const { id, newEmailKey: emailKey } = pending;
        const mayMail = await deps.mailboxes.claim(unit.tx, { tenantId, emailKey }, clock());
        const owner = await findOwner(unit, { tenantId, userId, emailKey });
        if (!mayMail) return;
        mailNewAddress(unit, identity, { owner, proofId: owner ? null : await changes.renewProof(unit.tx, id) });
      });
    },

    /** Forgets the address that waits, if there is one. */
    async cancel(identity: Identity, origin: Origin): Promise<void> {
      await transact(origin, async (unit) => {
        await accounts.lockById(unit.tx, identity.userId);
        const pending = await changes.lockPending(unit.tx, identity.userId);
        if (pending) await changes.end(unit.tx, pending.id);
      });
    },

    /** Gives the account its new address. Every session ends but the one that asked. @throws EMAIL_CHANGE_FAILED, UNAUTHENTICATED */
    async confirm(proof: EmailChangeProof, identity: Identity | undefined, origin: Origin): Promise<void> {
      if ('code' in proof && !identity) throw unauthenticated();
      if (!(await prove(proof, identity, origin))) throw emailChangeFailed();
    },

    /**
     * Puts the old address back, or keeps it. Whoever asked for the change knew the password: every session ends, a new
     * password is chosen by mail, and a second factor that came after the change goes with it. @throws UNDO_FAILED, ACCOUNT_EXISTS
     */
    async undo(token: string, origin: Origin): Promise<void> {
      const found = await changes.findByToken('undo-email-change', token);
      if (!found) throw undoFailed();
      const { tenantId, userId } = found;
      await transact(origin, async (unit) => {
        const account = await accounts.lockById(unit.tx, userId);
        const undone = account && (await changes.lock(unit.tx, found.id));
        if (!undone || !changes.canBeUndone(undone)) throw undoFailed();
        const { oldEmail: email, oldEmailKey: emailKey, oldVerifiedAt: provedAt } = undone;
        if (email === null || emailKey === null || provedAt === null) throw undoFailed();
        if (undone.changedAt && !(await giveAddress(unit, undone, { email, emailKey, provedAt })))
          throw accountExists();
        await changes.endFrom(unit.tx, undone);
        await accounts.setPassword(unit.tx, userId, null);
        await sessions.endAll(unit.tx, userId, 'the change of the address was taken back');
        await deps.factors.remove(unit.tx, userId, undone.createdAt);
        const resetId = await deps.resets.request(unit.tx, { id: userId, tenantId, email });
        unit.emit({ type: 'password.reset-requested', tenantId, userId, resetId });
        const values = { email: { from: account.email, to: email } };
        const type = 'email.change-undone';
        tell(unit, undone, { type, action: 'emails.change-undone', byOwner: false, changes: values });
        unit.announce(`account:${tenantId}/${userId}`);
      });
    },
  };
}
