// Who somebody is by address and password alone, without a session, for pages that a browser signs in to with Basic.
import { type AccountRepository, checkPassword, type MemberRights } from '../accounts/index.ts';
import { defaultTenantId, type Identity } from '../contracts/identity.ts';
import { normalizeEmail } from '../platform/text/email.ts';
import type { SignInThrottle, SignInTry } from './sign-in-throttle.ts';

/** Makes a function that resolves to undefined for nobody, in the time of a password check. @throws SIGN_IN_THROTTLED */
export function createIdentityByPassword(deps: {
  accounts: Pick<AccountRepository, 'findByKey'>;
  throttle: Pick<SignInThrottle, 'attempt' | 'succeeded'>;
  /** Nothing to ask for it here: whoever has one uses a session. */
  hasSecondFactor: (userId: string) => Promise<boolean>;
  findRights: (tenantId: string, userId: string) => Promise<MemberRights | undefined>;
}) {
  return async (
    credentials: { email: string; password: string },
    from: Pick<SignInTry, 'ip' | 'cookies'>,
  ): Promise<Identity | undefined> => {
    const email = normalizeEmail(credentials.email);
    const address = email.ok ? email.value.key : credentials.email;
    const signInTry = { tenantId: defaultTenantId, address, ...from };
    await deps.throttle.attempt(signInTry);
    const account = email.ok ? await deps.accounts.findByKey(defaultTenantId, email.value.key) : null;
    const matches = await checkPassword(credentials.password, account?.passwordHash);
    if (!account || !matches || (await deps.hasSecondFactor(account.id))) return undefined;
    await deps.throttle.succeeded(signInTry);
    const { id: userId, tenantId } = account;
    const rights = await deps.findRights(tenantId, userId);
    return rights && { kind: 'account', userId, tenantId, sessionId: 'basic', ...rights };
  };
}
