// How people and services prove who they are.
import type { Config } from '../../config/index.ts';
import { createVerifications } from '../accounts/index.ts';
import {
  createAuthenticate,
  createAuthService,
  createRightsByPassword,
  createServiceTokens,
  createSessions,
} from '../auth/index.ts';
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

  return { verifications, auth, serviceTokens, authenticate, rightsByPassword: createRightsByPassword(core) };
}
