// Signing a browser in with the issuer: away to it, and back with a code that opens a session. Whatever goes wrong leads
// to the sign-in page with a code that it puts into words.
import type { Request } from 'express';
import { randomNonce, randomPKCECodeVerifier, randomState } from 'openid-client';
import type { Origin } from '../contracts/identity.ts';
import type { Transact } from '../outbox/index.ts';
import { AppError } from '../platform/errors.ts';
import { toAppError } from '../platform/http/errors.ts';
import type { Logger } from '../platform/logger.ts';
import { signInMethodOff, type TenantDirectory } from '../tenants/index.ts';
import { accountDeactivated, signInInterrupted, signInRefused } from './errors.ts';
import type { ExternalSignIn } from './external-sign-in.ts';
import type { ReadClaims } from './issuer-claims.ts';
import type { IssuerClient } from './issuer-client.ts';
import type { OpenSession } from './open-session.ts';
import type { PendingSignIn, PendingSignIns } from './pending-sign-ins.ts';

export const continuePath = '/auth/oidc';

/** Where the browser goes next, and the `Set-Cookie` headers that it takes along. */
export interface Step {
  readonly location: string;
  readonly cookies: readonly string[];
}

export interface Wish {
  /** A path of ours. */
  readonly returnTo: string;
  /** Whether the issuer has to ask for a proof, whatever it remembers. */
  readonly fresh: boolean;
}

/** What libraries say, one cause behind the other; never what they were told. */
function reasonOf(error: unknown): string {
  const parts: unknown[] = [];
  for (let at = error; typeof at === 'object' && at !== null; at = Reflect.get(at, 'cause'))
    parts.push(Reflect.get(at, 'message'), Reflect.get(at, 'error'));
  return parts.filter((part) => typeof part === 'string').join(': ');
}

export type ContinueWith = ReturnType<typeof createContinueWith>;

export function createContinueWith(deps: {
  /** Undefined where no issuer signs browsers in. */
  issuer: { readonly client: IssuerClient; readonly readClaims: ReadClaims } | undefined;
  pending: PendingSignIns;
  recognize: ExternalSignIn['recognize'];
  openSession: OpenSession;
  tenants: Pick<TenantDirectory, 'ofHost' | 'find'>;
  settingsOf: TenantDirectory['settingsOf'];
  publicUrl: string;
  transact: Transact;
  logger: Pick<Logger, 'warn' | 'error'>;
}) {
  const { pending, logger } = deps;

  const hostOf = ({ hostname }: Pick<Request, 'hostname'>): string => (hostname ?? '').toLowerCase();

  /** Tenants with a host of their own are come back to there; anybody can send any other name. */
  async function redirectUriOf(tenantId: string, host: string): Promise<string> {
    const base = new URL(deps.publicUrl);
    const tenant = await deps.tenants.find(tenantId);
    if (tenant?.hosts.includes(host)) base.hostname = host;
    return `${base.href.replace(/\/$/, '')}/api/v1${continuePath}/callback`;
  }

  function requireIssuer() {
    if (!deps.issuer) throw signInMethodOff();
    return deps.issuer;
  }

  const tellFailure = (tenantId: string, origin: Origin, userId?: string) =>
    deps.transact(origin, async (unit) => {
      const target = userId === undefined ? {} : { target: { type: 'account', id: userId } as const };
      unit.audit({ tenantId, action: 'sign-in.failed', actor: { kind: 'anonymous' }, outcome: 'failed', ...target });
    });

  function refuse(thrown: unknown, returnTo: string, cookies: readonly string[] = []): Step {
    const error = toAppError(thrown);
    if (error.status >= 500) logger.error({ err: error }, 'signing in with the issuer failed');
    else if (error.code === signInRefused.code)
      logger.warn({ reason: reasonOf(thrown) }, 'the issuer was not believed');
    const query = new URLSearchParams({ failed: error.code, ...(returnTo !== '/' && { next: returnTo }) });
    return { location: `/sign-in?${query}`, cookies };
  }

  /** The `Set-Cookie` header of the session. */
  async function openFor({ redirectUri, ...secrets }: PendingSignIn, search: string, tenantId: string, origin: Origin) {
    const { client, readClaims } = requireIssuer();
    const proof = await readClaims(await client.claimsFor(new URL(redirectUri + search), secrets), tenantId, 'id');
    if (!proof) throw signInRefused();
    const { userId, isActive } = await deps.recognize(proof, origin);
    const provedAt = proof.session.provedAt ?? proof.session.saidAt;
    const how = { methods: ['external'], carrier: 'cookie', provedAt } as const;
    const account = { tenantId: proof.tenantId, userId };
    const opened = isActive ? await deps.openSession(account, origin, how) : undefined;
    if (opened?.carrier === 'cookie') return opened.cookie;
    await tellFailure(proof.tenantId, origin, userId);
    throw accountDeactivated();
  }

  return {
    /** Sends a browser to the issuer. */
    async begin({ returnTo, fresh }: Wish, request: Pick<Request, 'hostname'>): Promise<Step> {
      try {
        const { client } = requireIssuer();
        const host = hostOf(request);
        const tenantId = await deps.tenants.ofHost(host);
        if ((await deps.settingsOf(tenantId)).signIn?.includes('oidc') === false) throw signInMethodOff();
        const secrets = { state: randomState(), nonce: randomNonce(), verifier: randomPKCECodeVerifier() };
        const redirectUri = await redirectUriOf(tenantId, host);
        const location = await client.addressFor({ ...secrets, redirectUri, fresh });
        return { location, cookies: [pending.keep({ ...secrets, redirectUri, returnTo })] };
      } catch (error) {
        return refuse(error, returnTo);
      }
    },

    /** Takes a browser back from the issuer. What it has not asked for itself leaves what it has asked for alone. */
    async finish(request: Pick<Request, 'headers' | 'hostname' | 'url'>, origin: Origin): Promise<Step> {
      const asked = pending.find(request);
      const { search, searchParams } = new URL(request.url, deps.publicUrl);
      if (!asked || searchParams.get('state') !== asked.state)
        return refuse(signInInterrupted(), asked?.returnTo ?? '/');
      try {
        const tenantId = await deps.tenants.ofHost(hostOf(request));
        const cookie = await openFor(asked, search, tenantId, origin).catch(async (error) => {
          if (error instanceof AppError && error.code === signInRefused.code) await tellFailure(tenantId, origin);
          throw error;
        });
        return { location: asked.returnTo, cookies: [pending.forget, cookie] };
      } catch (error) {
        return refuse(error, asked.returnTo, [pending.forget]);
      }
    },
  };
}
