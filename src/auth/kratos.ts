// Sessions of an Ory Kratos: it says whose they are.
import { createHash } from 'node:crypto';
import Joi from 'joi';
import { LRUCache } from 'lru-cache';
import { unavailable } from '../platform/http/errors.ts';
import type { ExternalProof, StandardClaims } from './external-proof.ts';

/** How a client shows its session: browsers by cookie, programs by header. */
export interface KratosCredential {
  readonly kind: 'cookie' | 'token';
  readonly value: string;
}

export const kratosCookieName = 'ory_kratos_session';

interface Whoami {
  readonly id: string;
  readonly active: boolean;
  readonly expires_at: Date;
  readonly authenticated_at: Date;
  readonly identity: {
    readonly id: string;
    readonly state: string;
    readonly traits: StandardClaims;
    readonly verifiable_addresses: readonly { readonly value: string; readonly verified: boolean }[];
  };
}

const whoami = Joi.object<Whoami>({
  id: Joi.string().max(255).required(),
  active: Joi.boolean().default(false),
  expires_at: Joi.date().iso().required(),
  authenticated_at: Joi.date().iso().required(),
  identity: Joi.object({
    id: Joi.string().max(255).required(),
    state: Joi.string().default('active'),
    traits: Joi.object().unknown().default({}),
    verifiable_addresses: Joi.array()
      .items(Joi.object({ value: Joi.string(), verified: Joi.boolean() }).unknown())
      .allow(null)
      .default([]),
  })
    .unknown()
    .required(),
}).unknown();

const timeoutMs = 3_000;
const keepMs = 5_000;
const maxKept = 10_000;
/** Whose word a session is. Not its address, which may change while the people stay the same. */
const issuer = 'kratos';

const isObject = (value: unknown): value is StandardClaims => typeof value === 'object' && value !== null;

/** Traits of the usual schemas, by the names of OpenID Connect. */
function claimsOf({ traits, verifiable_addresses: addresses }: Whoami['identity']): StandardClaims {
  const { email, username, name, phone } = traits;
  const isProved = (address: unknown) =>
    typeof address === 'string' &&
    (addresses ?? []).some(({ value, verified }) => verified && value.toLowerCase() === address.toLowerCase());
  const { first, last } = isObject(name) ? name : {};
  const parts = [first, last].filter((part) => typeof part === 'string');
  return {
    ...{ email, email_verified: isProved(email), preferred_username: username },
    ...{ name: isObject(name) ? parts.join(' ') : name, given_name: first, family_name: last },
    ...{ phone_number: phone, phone_number_verified: isProved(phone) },
  };
}

export function createKratos({ publicUrl }: { publicUrl: string }) {
  const base = publicUrl.replace(/\/+$/, '');

  const request = (path: string, headers: Record<string, string> = {}): Promise<Response> =>
    fetch(`${base}${path}`, {
      headers: { accept: 'application/json', ...headers },
      redirect: 'error',
      signal: AbortSignal.timeout(timeoutMs),
    });

  /** Undefined for a session that is not good. @throws UNAVAILABLE when Kratos does not say */
  async function ask({ kind, value }: KratosCredential): Promise<Whoami | undefined> {
    try {
      const headers = kind === 'cookie' ? { cookie: `${kratosCookieName}=${value}` } : { 'x-session-token': value };
      const response = await request('/sessions/whoami', headers);
      // 403: a second factor is still wanted.
      if (response.status === 401 || response.status === 403) return undefined;
      if (response.status !== 200) throw new Error(`Kratos answered ${response.status}`);
      const { error, value: session } = whoami.validate(await response.json());
      if (error) throw error;
      return session.active && session.identity.state === 'active' ? session : undefined;
    } catch (cause) {
      throw unavailable({ cause, headers: { 'Retry-After': '2' } });
    }
  }

  // Whatever it says, it is asked once in some seconds, also by whoever sends a thousand bad cookies.
  const answers = new LRUCache<string, Promise<Whoami | undefined>>({ max: maxKept, ttl: keepMs });
  function find(credential: KratosCredential): Promise<Whoami | undefined> {
    const hash = createHash('sha256').update(`${credential.kind} ${credential.value}`).digest('base64');
    const known = answers.get(hash);
    if (known) return known;
    const asked = ask(credential);
    answers.set(hash, asked);
    asked.catch(() => answers.delete(hash));
    return asked;
  }

  return {
    /** Where a browser signs in; `return_to` brings it back. */
    loginUrl: `${base}/self-service/login/browser`,

    /** Undefined for a session that is not good. @throws UNAVAILABLE */
    async prove(credential: KratosCredential, tenantId: string): Promise<ExternalProof | undefined> {
      const session = await find(credential);
      if (!session) return undefined;
      return {
        method: 'kratos',
        tenantId,
        issuer,
        subject: session.identity.id,
        claims: claimsOf(session.identity),
        session: {
          id: session.id,
          carrier: credential.kind === 'cookie' ? 'cookie' : 'tokens',
          provedAt: session.authenticated_at,
          saidAt: session.authenticated_at,
          expiresAt: session.expires_at,
        },
      };
    },

    /** Whether Kratos answers. */
    async check(): Promise<void> {
      const { status } = await request('/health/ready');
      if (status !== 200) throw new Error(`Kratos answered ${status}`);
    },
  };
}

export type Kratos = ReturnType<typeof createKratos>;
