// The code flow of an OpenID Connect issuer, with PKCE: where a browser goes to be signed in, and what the code that it
// comes back with is worth.
import {
  AuthorizationResponseError,
  allowInsecureRequests,
  authorizationCodeGrant,
  buildAuthorizationUrl,
  ClientSecretBasic,
  ClientSecretPost,
  Configuration,
  calculatePKCECodeChallenge,
  clockTolerance,
  discovery,
  enableNonRepudiationChecks,
  fetchUserInfo,
  None,
  type ServerMetadata,
} from 'openid-client';
import type { AppError } from '../platform/errors.ts';
import { unavailable } from '../platform/http/errors.ts';
import { signInCancelled, signInRefused } from './errors.ts';
import type { StandardClaims } from './external-proof.ts';

const timeoutSeconds = 3;
const clockToleranceSeconds = 10;
const keepMs = 10 * 60_000;
/** How long an issuer that did not answer is left alone. */
const pauseMs = 1_000;
/** Anybody may ask for the health of the service. */
const checkEveryMs = 15_000;

interface IssuerClientOptions {
  readonly issuer: string;
  /** Stands in for the key set that discovery names. */
  readonly jwksUrl: string | undefined;
  readonly algorithms: readonly string[];
  readonly clientId: string;
  /** Undefined for a public client. */
  readonly clientSecret: string | undefined;
  readonly scopes: string;
  /** Whoever proved themselves to the issuer longer ago is asked to do so again. */
  readonly maxAgeSeconds: number;
}

/** What ties an answer of the issuer to the browser that asked. */
export interface FlowSecrets {
  readonly state: string;
  readonly nonce: string;
  readonly verifier: string;
}

/** Where the issuer sends browsers, with `fresh` if it must not take its own session for a proof. */
interface Departure extends FlowSecrets {
  readonly redirectUri: string;
  readonly fresh: boolean;
}

const networkFailures = new Set(['TypeError', 'TimeoutError', 'AbortError']);

/** Whether nobody answered, or only to say that it is the other side's fault. */
function isOutage(error: unknown): boolean {
  if (typeof error !== 'object' || error === null) return false;
  if (networkFailures.has(String(Reflect.get(error, 'name')))) return true;
  return Number(Reflect.get(error, 'status')) >= 500 || isOutage(Reflect.get(error, 'cause'));
}

const passing = new Set(['temporarily_unavailable', 'server_error']);

function failureOf(error: unknown): AppError {
  const told = error instanceof AuthorizationResponseError ? error.error : undefined;
  if (told === 'access_denied') return signInCancelled({ cause: error });
  return passing.has(told ?? '') || isOutage(error) ? unavailable({ cause: error }) : signInRefused({ cause: error });
}

const mayPostSecret = ({ token_endpoint_auth_methods_supported: methods }: ServerMetadata): boolean =>
  methods?.includes('client_secret_post') ?? false;

export type IssuerClient = ReturnType<typeof createIssuerClient>;

export function createIssuerClient(options: IssuerClientOptions) {
  const { issuer, jwksUrl, algorithms, clientId, clientSecret: secret, scopes } = options;
  const isPlain = issuer.startsWith('http:');
  let answeredAt = Number.NEGATIVE_INFINITY;
  let known: { readonly config: Promise<Configuration>; until: number } | undefined;

  function configure(metadata: ServerMetadata): Configuration {
    const signedWith = metadata.id_token_signing_alg_values_supported ?? ['RS256'];
    const authentication = mayPostSecret(metadata) ? ClientSecretPost : ClientSecretBasic;
    const config = new Configuration(
      {
        ...metadata,
        ...(jwksUrl !== undefined && { jwks_uri: jwksUrl }),
        id_token_signing_alg_values_supported: signedWith.filter((algorithm) => algorithms.includes(algorithm)),
      },
      clientId,
      { [clockTolerance]: clockToleranceSeconds },
      secret === undefined ? None() : authentication(secret),
    );
    config.timeout = timeoutSeconds;
    // The token comes over TLS, which would be enough for some; it is signed as well.
    enableNonRepudiationChecks(config);
    if (isPlain) allowInsecureRequests(config);
    return config;
  }

  async function discover(): Promise<Configuration> {
    const execute = isPlain ? [allowInsecureRequests] : [];
    const found = await discovery(new URL(issuer), clientId, undefined, None(), { timeout: timeoutSeconds, execute });
    const metadata = found.serverMetadata();
    if (metadata.issuer !== issuer) throw new Error(`discovery speaks for ${metadata.issuer}`);
    answeredAt = performance.now();
    return configure(metadata);
  }

  /** Asks once for all; a failure is remembered for a moment, too. @throws UNAVAILABLE */
  async function open(): Promise<Configuration> {
    if (!known || performance.now() >= known.until) {
      const asked = { config: discover(), until: performance.now() + keepMs };
      asked.config.catch(() => {
        asked.until = performance.now() + pauseMs;
      });
      known = asked;
    }
    return known.config.catch((cause) => {
      throw unavailable({ cause });
    });
  }

  return {
    /** Where to send a browser. @throws UNAVAILABLE */
    async addressFor({ state, nonce, verifier, redirectUri, fresh }: Departure): Promise<string> {
      const config = await open();
      // An issuer need not tell when somebody has proved themselves unless a bound is set.
      const proof = fresh ? { prompt: 'login', max_age: '0' } : { max_age: String(options.maxAgeSeconds) };
      const address = buildAuthorizationUrl(config, {
        ...{ redirect_uri: redirectUri, scope: scopes, state, nonce, ...proof },
        code_challenge: await calculatePKCECodeChallenge(verifier),
        code_challenge_method: 'S256',
      });
      return address.href;
    },

    /**
     * The claims of the ID token that a code is exchanged for. `callback` is the address that the browser came back to.
     * @throws SIGN_IN_CANCELLED, SIGN_IN_REFUSED, UNAVAILABLE
     */
    async claimsFor(callback: URL, { state, nonce, verifier }: FlowSecrets): Promise<StandardClaims> {
      const config = await open();
      try {
        const checks = { pkceCodeVerifier: verifier, expectedState: state, expectedNonce: nonce };
        const tokens = await authorizationCodeGrant(config, callback, { ...checks, idTokenExpected: true });
        const claims = tokens.claims();
        if (!claims) throw new Error('there is no ID token');
        // Core 1.0, 5.4: with an access token beside it, an ID token need not hold what was asked for.
        const isWhole = claims.email !== undefined || !config.serverMetadata().userinfo_endpoint;
        return isWhole ? claims : { ...(await fetchUserInfo(config, tokens.access_token, claims.sub)), ...claims };
      } catch (error) {
        throw failureOf(error);
      }
    },

    /** Whether the issuer answers. */
    async check(): Promise<void> {
      if (performance.now() - answeredAt >= checkEveryMs) await discover();
    },
  };
}
