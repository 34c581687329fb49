// Accounts of our own: registering, proving the address, signing in and out.

import {
  type AccountRepository,
  accountExists,
  checkPassword,
  hashPassword,
  type Proof,
  type Verifications,
  verificationFailed,
} from '../accounts/index.ts';
import { defaultTenantId, type Identity, type Origin, type Role } from '../contracts/identity.ts';
import type { Transact, UnitOfWork } from '../outbox/index.ts';
import type { Clock } from '../platform/clock.ts';
import { AppError } from '../platform/errors.ts';
import { newId } from '../platform/ids.ts';
import { normalizeEmail } from '../platform/text/email.ts';
import type { Tokens } from '../platform/tokens.ts';
import { handleTaken, type ProfileService } from '../profiles/index.ts';
import { accountDeactivated, invalidCredentials, invalidRefreshToken } from './errors.ts';
import type { Sessions } from './sessions.ts';

export interface Registration {
  readonly email: string;
  readonly password: string;
  readonly displayName?: string | null;
  readonly handle?: string | null;
}

export type EmailProof = { readonly token: string } | { readonly email: string; readonly code: string };

export interface TokenPair {
  readonly accessToken: string;
  readonly refreshToken: string;
  /** Seconds until the access token expires. */
  readonly expiresIn: number;
  readonly tokenType: 'Bearer';
}

// The owner of an address hears of repeated registrations now and then, not ten thousand times.
const noticeQuietMs = 10 * 60_000;

export type AuthService = ReturnType<typeof createAuthService>;

export function createAuthService(deps: {
  accounts: AccountRepository;
  verifications: Verifications;
  profiles: ProfileService;
  sessions: Sessions;
  tokens: Tokens;
  transact: Transact;
  isHandleFree: (tenantId: string, handle: string) => Promise<boolean>;
  accessTokenSeconds: number;
  clock: Clock;
}) {
  const { accounts, verifications, profiles, sessions, tokens, transact, clock } = deps;
  const tenantId = defaultTenantId;
  /** Registrations under way, by folded address: those that arrive meanwhile wait and find the account made. */
  const registering = new Map<string, Promise<void>>();

  function keyOf(email: string): string | undefined {
    const parsed = normalizeEmail(email);
    return parsed.ok ? parsed.value.key : undefined;
  }

  /** What a known address gets: a mail to its owner, never a different answer. */
  async function tellOwner(id: string, registration: Registration, passwordHash: string, origin: Origin) {
    await transact(origin, async (unit) => {
      if (!(await accounts.claimNotice(unit.tx, id, clock(), noticeQuietMs))) return;
      // Only now: the claim has waited for whoever was just proving the address.
      const account = await accounts.findById(id, unit.tx);
      if (!account) return;
      const { email, emailVerifiedAt } = account;
      if (emailVerifiedAt) {
        unit.emit({ type: 'account.registration-repeated', tenantId, userId: id });
        return;
      }
      // Nobody has proved this address yet: whoever does gets the password that came with that very proof.
      const pending = { passwordHash, handle: registration.handle ?? null };
      const verificationId = await verifications.request(unit.tx, { id, tenantId, email }, pending);
      unit.emit({ type: 'email.verification-requested', tenantId, userId: id, verificationId });
    });
  }

  async function insertAccount(
    unit: UnitOfWork,
    registration: Registration & { emailKey: string; passwordHash: string; roles?: Role[] },
    isVerified: boolean,
  ): Promise<string | undefined> {
    const { email, emailKey, passwordHash, roles, displayName = null, handle = null } = registration;
    const id = newId();
    const inserted = await accounts.insertUnlessKnown(unit.tx, {
      id,
      tenantId,
      email,
      emailKey,
      passwordHash,
      ...(roles && { roles }),
      ...(isVerified && { emailVerifiedAt: clock() }),
    });
    if (!inserted) return undefined;
    // The wish for a handle waits for the proof of the address.
    await profiles.create(unit, { tenantId, userId: id }, { displayName, handle: isVerified ? handle : null });
    return id;
  }

  async function register(registration: Registration, emailKey: string, origin: Origin): Promise<void> {
    const passwordHash = await hashPassword(registration.password);
    const isNew = await transact(origin, async (unit) => {
      const id = await insertAccount(unit, { ...registration, emailKey, passwordHash }, false);
      if (!id) return false;
      const pending = { passwordHash: null, handle: registration.handle ?? null };
      const verificationId = await verifications.request(unit.tx, { id, tenantId, email: registration.email }, pending);
      await accounts.claimNotice(unit.tx, id, clock(), noticeQuietMs);
      unit.emit({ type: 'account.registered', tenantId, userId: id, verificationId });
      unit.record({ tenantId, userId: id, actorId: id, type: 'account.registered' });
      return true;
    });
    if (isNew) return;
    const account = await accounts.findByKey(tenantId, emailKey);
    if (account) await tellOwner(account.id, registration, passwordHash, origin);
  }

  function prove(proof: EmailProof, origin: Origin): Promise<Proof | undefined> {
    return transact(origin, async (unit) => {
      const found =
        'token' in proof
          ? await verifications.proveByToken(unit.tx, proof.token)
          : await verifications.proveByCode(unit.tx, keyOf(proof.email) ?? '', proof.code);
      if (!found || found.repeated) return found;
      const { userId, passwordHash, handle } = found.verification;
      await accounts.markVerified(unit.tx, userId, clock(), passwordHash);
      if (passwordHash !== null)
        await sessions.endAll(unit.tx, userId, 'the address was proved by a later registration');
      await profiles.welcomeVerified(unit, { tenantId, userId }, handle);
      unit.record({ tenantId, userId, actorId: userId, type: 'email.verified' });
      unit.announce(`account:${tenantId}/${userId}`);
      return found;
    });
  }

  const issue = async (
    account: { userId: string },
    session: { sessionId: string; refreshToken: string },
  ): Promise<TokenPair> => ({
    accessToken: await tokens.sign(
      'access',
      { subject: account.userId, claims: { sid: session.sessionId } },
      deps.accessTokenSeconds,
    ),
    refreshToken: session.refreshToken,
    expiresIn: deps.accessTokenSeconds,
    tokenType: 'Bearer',
  });

  return {
    /** Succeeds alike for a new and a known address. @throws HANDLE_TAKEN (judged before the address is looked at) */
    async register(registration: Registration, origin: Origin): Promise<void> {
      const { handle } = registration;
      if (handle && !(await deps.isHandleFree(tenantId, handle))) throw handleTaken();
      const emailKey = keyOf(registration.email) ?? registration.email;
      const earlier = registering.get(emailKey);
      if (earlier) return earlier;
      const work = register(registration, emailKey, origin).finally(() => registering.delete(emailKey));
      registering.set(emailKey, work);
      return work;
    },

    /** Makes an account without asking its owner, for the shell. @throws ACCOUNT_EXISTS, HANDLE_TAKEN */
    async createAccount(registration: Registration & { roles: Role[]; verified: boolean }): Promise<string> {
      const emailKey = keyOf(registration.email) ?? registration.email;
      const passwordHash = await hashPassword(registration.password);
      return transact(null, async (unit) => {
        const { verified, email, handle = null } = registration;
        const id = await insertAccount(unit, { ...registration, emailKey, passwordHash }, verified);
        if (!id) throw accountExists();
        if (verified) return id;
        const pending = { passwordHash: null, handle };
        const verificationId = await verifications.request(unit.tx, { id, tenantId, email }, pending);
        unit.emit({ type: 'account.registered', tenantId, userId: id, verificationId });
        return id;
      });
    },

    /** Proves an address by link or code. @throws VERIFICATION_FAILED */
    async verifyEmail(proof: EmailProof, origin: Origin): Promise<void> {
      const proved = await prove(proof, origin).catch((error) => {
        // Somebody else claimed the wished handle at the same moment: now it is taken, and the proof stands without it.
        if (error instanceof AppError && error.code === handleTaken.code) return prove(proof, origin);
        throw error;
      });
      if (!proved) throw verificationFailed();
    },

    /** @throws INVALID_CREDENTIALS, ACCOUNT_DEACTIVATED */
    async login(credentials: { email: string; password: string }, origin: Origin): Promise<TokenPair> {
      const emailKey = keyOf(credentials.email);
      const account = emailKey ? await accounts.findByKey(tenantId, emailKey) : null;
      const matches = await checkPassword(credentials.password, account?.passwordHash);
      if (!account || !matches) throw invalidCredentials();
      if (account.status !== 'active') throw accountDeactivated();
      const session = await transact(origin, async (unit) => {
        unit.record({ tenantId, userId: account.id, actorId: account.id, type: 'session.opened' });
        return sessions.open(unit.tx, { userId: account.id, tenantId }, origin.userAgent);
      });
      return issue({ userId: account.id }, session);
    },

    /** @throws INVALID_REFRESH_TOKEN; a token used twice ends its whole session */
    async refresh(refreshToken: string, origin: Origin): Promise<TokenPair> {
      const outcome = await transact(origin, async (unit) => {
        const rotated = await sessions.rotate(unit.tx, refreshToken);
        if (rotated && !rotated.refreshToken) {
          const { userId } = rotated;
          unit.record({ tenantId: rotated.tenantId, userId, type: 'session.replayed' });
          unit.announce(`account:${rotated.tenantId}/${userId}`);
        }
        return rotated;
      });
      if (!outcome?.refreshToken) throw invalidRefreshToken();
      if (!(await sessions.findAccount(outcome.sessionId))) throw invalidRefreshToken();
      return issue(outcome, { sessionId: outcome.sessionId, refreshToken: outcome.refreshToken });
    },

    /** Ends the session of a refresh token, or of the access token that came with the request. */
    async logout(identity: Identity | undefined, refreshToken: string | undefined, origin: Origin): Promise<void> {
      const sessionId = (refreshToken && sessions.idOf(refreshToken)) || identity?.sessionId;
      if (!sessionId) return;
      await transact(origin, async (unit) => {
        const ended = await sessions.end(unit.tx, sessionId);
        if (!ended) return;
        unit.record({ ...ended, actorId: ended.userId, type: 'session.ended' });
        unit.announce(`account:${ended.tenantId}/${ended.userId}`);
      });
    },
  };
}
