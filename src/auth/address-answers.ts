// What comes of a request that names an address, once a worker looks whose it is.
import type { AccountRepository, Mailboxes, PasswordResets, Verifications } from '../accounts/index.ts';
import type { Transact, UnitOfWork } from '../outbox/index.ts';
import type { Clock } from '../platform/clock.ts';
import type { TenantDirectory } from '../tenants/index.ts';
import type { AddressRequest, AddressRequests } from './address-requests.ts';
import type { createRegistration } from './registration.ts';

export function createAddressAnswers(deps: {
  accounts: Pick<AccountRepository, 'findByKey'>;
  requests: AddressRequests;
  registration: Pick<ReturnType<typeof createRegistration>, 'answer'>;
  verifications: Pick<Verifications, 'renew'>;
  resets: Pick<PasswordResets, 'request'>;
  mailboxes: Mailboxes;
  settingsOf: TenantDirectory['settingsOf'];
  transact: Transact;
  clock: Clock;
}) {
  /** An account that can sign in. */
  async function findActive({ tx }: UnitOfWork, { tenantId, emailKey }: AddressRequest) {
    const account = await deps.accounts.findByKey(tenantId, emailKey, tx);
    if (account?.status !== 'active' || account.email === null) return undefined;
    const { id, email, emailVerifiedAt } = account;
    return { id, tenantId, email, emailVerifiedAt };
  }

  const isPasswordOff = async (tenantId: string) =>
    (await deps.settingsOf(tenantId)).signIn?.includes('password') === false;

  const mayMail = ({ tx }: UnitOfWork, mailbox: AddressRequest) => deps.mailboxes.claim(tx, mailbox, deps.clock());

  async function renewVerification(unit: UnitOfWork, request: AddressRequest): Promise<void> {
    const account = await findActive(unit, request);
    if (!account || account.emailVerifiedAt || !(await mayMail(unit, request))) return;
    const { id: userId, tenantId } = account;
    const verificationId = await deps.verifications.renew(unit.tx, account);
    unit.emit({ type: 'email.verification-requested', tenantId, userId, verificationId });
  }

  async function offerReset(unit: UnitOfWork, request: AddressRequest): Promise<void> {
    const account = await findActive(unit, request);
    if (!account || (await isPasswordOff(account.tenantId)) || !(await mayMail(unit, request))) return;
    const { id: userId, tenantId } = account;
    const resetId = await deps.resets.request(unit.tx, account);
    unit.record({ tenantId, userId, type: 'password.reset-requested' });
    unit.emit({ type: 'password.reset-requested', tenantId, userId, resetId });
  }

  function answer(unit: UnitOfWork, request: AddressRequest): Promise<void> {
    switch (request.kind) {
      case 'registration':
        return deps.registration.answer(unit, request);
      case 'verification':
        return renewVerification(unit, request);
      case 'password-reset':
        return offerReset(unit, request);
    }
  }

  return {
    /** Answers a request, once however often it is called. */
    async answer(requestId: string): Promise<void> {
      const origin = await deps.requests.findOrigin(requestId);
      if (!origin) return;
      await deps.transact(origin, async (unit) => {
        const request = await deps.requests.take(unit.tx, requestId);
        if (request) await answer(unit, request);
      });
    },
  };
}
