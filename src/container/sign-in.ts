// How people and services prove who they are.
import type { Config } from '../../config/index.ts';
import { checkPassword, createVerifications } from '../accounts/index.ts';
import { createAuthenticate, createAuthService, createServiceTokens, createSessions } from '../auth/index.ts';
import { defaultTenantId, type Role } from '../contracts/identity.ts';
import { normalizeEmail } from '../platform/text/email.ts';
import type { Core } from './core.ts';
import type { Platform } from './platform.ts';

export function createSignIn(config: Config, platform: Platform, core: Core) {
  const { sequelize, changes, clock, keys, tokens } = platform;
  const { accounts, handles, profiles, transact } = core;
  const verifications = createVerifications({
    repository: accounts,
    tokens,
    codeKey: keys.derive('verification codes'),
    clock,
  });
  const sessions = createSessions({
    sequelize,
    lifetimeDays: config.auth.refreshTokenDays,
    tokenKey: keys.derive('refresh tokens'),
  });
  const auth = createAuthService({
    accounts,
    verifications,
    profiles,
    sessions,
    tokens,
    transact,
    isHandleFree: handles.isFree,
    accessTokenSeconds: config.auth.accessTokenSeconds,
    clock,
  });
  const serviceTokens = createServiceTokens({ sequelize, transact });
  const authenticate = createAuthenticate({ keys, issuer: tokens.issuer, sessions, serviceTokens, changes, clock });

  async function rolesOf(credentials: { email: string; password: string }): Promise<readonly Role[] | undefined> {
    const email = normalizeEmail(credentials.email);
    const account = email.ok ? await accounts.findByKey(defaultTenantId, email.value.key) : null;
    const matches = await checkPassword(credentials.password, account?.passwordHash);
    return matches && account?.status === 'active' ? account.roles : undefined;
  }

  return { verifications, auth, serviceTokens, authenticate, rolesOf };
}
