// Rights by address and password alone, for pages that a browser signs in to with Basic.
import { type AccountRepository, checkPassword, type Rights } from '../accounts/index.ts';
import { defaultTenantId } from '../contracts/identity.ts';
import { normalizeEmail } from '../platform/text/email.ts';

/** Makes a function that resolves to undefined for nobody, in the time of a password check. */
export function createRightsByPassword(deps: {
  accounts: Pick<AccountRepository, 'findByKey'>;
  findRights: (tenantId: string, userId: string) => Promise<Rights | undefined>;
}) {
  return async (credentials: { email: string; password: string }): Promise<Rights | undefined> => {
    const email = normalizeEmail(credentials.email);
    const account = email.ok ? await deps.accounts.findByKey(defaultTenantId, email.value.key) : null;
    const matches = await checkPassword(credentials.password, account?.passwordHash);
    return account && matches ? deps.findRights(account.tenantId, account.id) : undefined;
  };
}
