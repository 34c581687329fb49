// How people and services prove who they are.
import type { Config } from '../../config/index.ts';
import { createEmailChanges, createMailboxes, createPasswordResets, createVerifications } from '../accounts/index.ts';
import {
  continuePath,
  createAddressRequests,
  createAuthenticate,
  createAuthService,
  createContinueWith,
  createEmailChangeService,
  createExternalSessions,
  createIdentityByPassword,
  createIssuer,
  createIssuerClient,
  createIssueTokens,
  createKratos,
  createOpenSession,
  createPendingSignIns,
  createReadClaims,
  createRecoveryCodes,
  createRefreshTokens,
  createRequireFresh,
  createSecondFactorChallenges,
  createSecondFactorService,
  createSecondFactors,
  createServiceTokens,
  createSessionList,
  createSessions,
  createSignInRetention,
  createSignInThrottle,
} from '../auth/index.ts';
import { senderOf } from '../platform/mailer/port.ts';
import type { SignInMethod, TenantSettings } from '../tenants/index.ts';
import type { Core } from './core.ts';
import type { Platform } from './platform.ts';

/** The issuer as it is asked by those who bring its tokens, and by those who bring themselves. */
function createIssuers({ signIn, auth }: Config, { clock }: Platform, { tenantDirectory }: Core) {
  const { oidcIssuer: issuer, oidcClientId: clientId, oidcAudience: audience, jwksUrl } = signIn;
  if (issuer === undefined) return {};
  const readClaims = createReadClaims({
    issuer,
    claimsMap: signIn.oidcClaimsMap ?? {},
    tenantClaim: signIn.oidcTenantClaim,
    findTenantBySlug: tenantDirectory.ofSlug,
  });
  const asked = { issuer, jwksUrl, algorithms: signIn.oidcAlgorithms };
  const maxAgeSeconds = auth.refreshTokenDays * 86_400;
  const credentials = { clientSecret: signIn.oidcClientSecret, scopes: signIn.oidcScopes, maxAgeSeconds };
  return {
    ...(audience.length > 0 && { issuer: createIssuer({ ...asked, audience, readClaims, clock }) }),
    ...(clientId !== undefined && {
      browsers: { client: createIssuerClient({ ...asked, ...credentials, clientId }), readClaims },
      /** What the sign-in page shows, and where it leads. */
      issuerEntry: { label: signIn.oidcLabel ?? new URL(issuer).hostname, href: `/api/v1${continuePath}` },
    }),
  };
}

/** What the installation offers, and of that each tenant. */
function createSignInMethods({ signIn }: Config, { tenantDirectory }: Core) {
  const { oidcIssuer, kratosUrl } = signIn;
  const methods: SignInMethod[] = [
    ...(signIn.passwords === 'on' ? (['password'] as const) : []),
    ...(oidcIssuer ? (['oidc'] as const) : []),
    ...(kratosUrl ? (['kratos'] as const) : []),
  ];
  return {
    methods,
    kratos: kratosUrl ? createKratos({ publicUrl: kratosUrl }) : undefined,
    async settingsOf(tenantId: string): Promise<TenantSettings> {
      const { signIn: allowed = methods, ...settings } = await tenantDirectory.settingsOf(tenantId);
      return { ...settings, signIn: methods.filter((method) => allowed.includes(method)) };
    },
  };
}

export function createSignIn(config: Config, platform: Platform, core: Core) {
  const { sequelize, changes, clock, keys, limits, tokens } = platform;
  const { accounts, handles, personalKeys, profiles, rows, transact } = core;
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
  const { methods, settingsOf, kratos } = createSignInMethods(config, core);
  const { issuer, browsers, issuerEntry } = createIssuers(config, platform, core);
  const requireFresh = createRequireFresh({ sessions, clock });
  const mailboxes = createMailboxes({ sequelize });
  const recoveryCodes = createRecoveryCodes({ sequelize, key: keys.derive('recovery codes') });
  const factors = createSecondFactors({
    sequelize,
    personalKeys,
    recoveryCodes,
    issuer: senderOf(config.mail.from).name,
    clock,
  });
  const emailChanges = createEmailChanges({ sequelize, tokens, codeKey: keys.derive('email change codes'), clock });
  const auth = createAuthService({
    sequelize,
    accounts,
    verifications,
    resets,
    mailboxes,
    requests: createAddressRequests({ sequelize, transact }),
    settingsOf,
    profiles,
    rows,
    sessions,
    externalSessions: createExternalSessions(sequelize),
    factors,
    challenges: createSecondFactorChallenges({ sequelize, tokens, clock }),
    requireFresh,
    linkByEmail: config.signIn.oidcLinkByEmail,
    refreshTokens,
    openSession,
    issueTokens,
    throttle,
    transact,
    isHandleFree: handles.isFree,
    clock,
  });
  const continueWith = createContinueWith({
    issuer: browsers,
    pending: createPendingSignIns({ key: keys.derive('sign-ins at the issuer'), clock }),
    recognize: auth.recognizeExternally,
    openSession,
    tenants: core.tenantDirectory,
    settingsOf,
    publicUrl: config.http.publicUrl,
    transact,
    logger: platform.logger,
  });
  const serviceTokens = createServiceTokens({ sequelize, transact });
  const authenticate = createAuthenticate({
    keys,
    publicUrl: config.http.publicUrl,
    sessions,
    lifetimeDays,
    serviceTokens,
    issuer,
    kratos,
    signInExternally: auth.signInExternally,
    tenantOfHost: core.tenantDirectory.ofHost,
    changes,
    clock,
  });
  const asked = issuer ?? browsers?.client;

  return {
    verifications,
    resets,
    auth,
    sessions,
    openSession,
    sessionList: createSessionList({ sequelize, sessions, transact }),
    requireFresh,
    recoveryCodes,
    secondFactor: createSecondFactorService({
      ...{ accounts, factors, recoveryCodes, sessions, requireFresh, throttle },
      transact,
    }),
    emailChanges,
    emailChange: createEmailChangeService({
      ...{
        accounts,
        changes: emailChanges,
        mailboxes,
        verifications,
        resets,
        sessions,
        factors,
        profiles,
        requireFresh,
      },
      ...{ transact, clock },
    }),
    signInRetention: createSignInRetention({ sequelize, clock }),
    serviceTokens,
    authenticate,
    signInMethods: methods,
    continueWith,
    issuerEntry,
    kratosLoginUrl: kratos?.loginUrl,
    /** Those who sign people in beside us, as far as there are any. */
    signInParts: { ...(asked && { issuer: asked }), ...(kratos && { kratos }) },
    identityByPassword: methods.includes('password')
      ? createIdentityByPassword({ ...core, throttle, hasSecondFactor: factors.isOn })
      : async () => undefined,
  };
}
