// How people and services prove who they are.
import type { Config } from '../../config/index.ts';
import { createMailboxes, createPasswordResets, createVerifications } from '../accounts/index.ts';
import {
  createAddressRequests,
  createAuthenticate,
  createAuthService,
  createIssueTokens,
  createOpenSession,
  createRefreshTokens,
  createRequireFresh,
  createRightsByPassword,
  createServiceTokens,
  createSessionList,
  createSessions,
  createSignInRetention,
  createSignInThrottle,
} from '../auth/index.ts';
import type { Core } from './core.ts';
import type { Platform } from './platform.ts';

export function createSignIn(config: Config, platform: Platform, core: Core) {
  const { sequelize, changes, clock, keys, limits, tokens } = platform;
  const { accounts, handles, profiles, rows, transact } = core;
  const { accessTokenSeconds, refreshTokenDays: lifetimeDays } = config.auth;
  const verifications = createVerifications({
    repository: accounts,
    tokens,
    codeKey: keys.derive('verification codes'),
    clock,
  });
  const resets = createPasswordResets({ sequelize, tokens, clock });
  const refreshTokens = createRefreshTokens(keys.derive('refresh tokens'));
  const sessions = createSessions({ sequelize, lifetimeDays, refreshTokens });
  const issueTokens = createIssueTokens({ tokens, accessTokenSeconds });
  const openSession = createOpenSession({ sessions, issueTokens, transact, lifetimeDays });
  const throttle = createSignInThrottle({ limits, key: keys.derive('device marks'), clock });
  const auth = createAuthService({
    accounts,
    verifications,
    resets,
    mailboxes: createMailboxes({ sequelize }),
    requests: createAddressRequests({ sequelize, transact }),
    settingsOf: core.tenantDirectory.settingsOf,
    profiles,
    rows,
    sessions,
    refreshTokens,
    openSession,
    issueTokens,
    throttle,
    transact,
    isHandleFree: handles.isFree,
    clock,
  });
  const serviceTokens = createServiceTokens({ sequelize, transact });
  const authenticate = createAuthenticate({
    keys,
    publicUrl: config.http.publicUrl,
    sessions,
    lifetimeDays,
    serviceTokens,
    changes,
    clock,
  });

  return {
    verifications,
    resets,
    auth,
    sessions,
    openSession,
    sessionList: createSessionList({ sequelize, sessions, transact }),
    requireFresh: createRequireFresh({ sessions, clock }),
    signInRetention: createSignInRetention({ sequelize, clock }),
    serviceTokens,
    authenticate,
    rightsByPassword: createRightsByPassword({ ...core, throttle }),
  };
}
