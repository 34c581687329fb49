// The half of an issuer that browsers meet: a page that gives codes, and an endpoint that takes each of them once
// (OpenID Connect Core 1.0, 3.1; RFC 6749, 4.1; RFC 7636; RFC 9207).
import { createHash, randomBytes } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';

export const testClient = { id: 'cameo-web', secret: 'a secret: of & signs' };

type Claims = Readonly<Record<string, unknown>>;

interface Grant {
  readonly asked: URLSearchParams;
  readonly idToken: Claims;
  readonly userInfo: Claims;
}

/** Whoever sits before the browser at the issuer. */
export interface PersonThere {
  readonly sub: string;
  /** What the ID token says of them. */
  readonly claims?: Claims;
  /** What it does not, and `userinfo` does. */
  readonly userInfo?: Claims;
}

/** RFC 6749, 2.3.1: both parts are form-encoded before they are joined. */
function credentialsIn(authorization: string): (string | null)[] {
  const joined = Buffer.from(authorization.replace(/^Basic /, ''), 'base64').toString();
  return joined.split(':').map((part) => new URLSearchParams(`part=${part}`).get('part'));
}

const sendJson = (response: ServerResponse, status: number, body: object) =>
  response
    .writeHead(status, { 'content-type': 'application/json', 'cache-control': 'no-store' })
    .end(JSON.stringify(body));

export function createCodeFlow(deps: { url: () => string; sign: (claims: Claims) => Promise<string> }) {
  const grants = new Map<string, Grant>();
  const people = new Map<string, Claims>();
  const flow = {
    /** Undefined: whoever it is calls it off. */
    person: undefined as PersonThere | undefined,
    /** How the client has to show that it is the one. */
    authentication: 'client_secret_basic' as 'client_secret_basic' | 'client_secret_post' | 'none',
    /** Signs an ID token; a test may put another in its place. */
    sign: deps.sign,
  };

  function authorize(asked: URLSearchParams, response: ServerResponse): void {
    const back = new URL(asked.get('redirect_uri') ?? '');
    const isWellFormed =
      asked.get('response_type') === 'code' &&
      asked.get('client_id') === testClient.id &&
      asked.get('scope')?.split(' ').includes('openid') &&
      asked.get('code_challenge_method') === 'S256' &&
      back.pathname === '/api/v1/auth/oidc/callback';
    if (!isWellFormed) return void sendJson(response, 400, { error: 'invalid_request' });
    const { person } = flow;
    const code = randomBytes(16).toString('base64url');
    const nonce = asked.get('nonce');
    const nowSeconds = Math.floor(Date.now() / 1000);
    const standard = { iss: deps.url(), aud: testClient.id, iat: nowSeconds, exp: nowSeconds + 300, nonce };
    if (person) {
      const idToken = { ...standard, sub: person.sub, ...person.claims };
      grants.set(code, { asked, idToken, userInfo: { sub: person.sub, ...person.userInfo } });
    }
    const answer = person ? { code } : { error: 'access_denied' };
    for (const [name, value] of Object.entries({ ...answer, state: asked.get('state') ?? '', iss: deps.url() }))
      back.searchParams.set(name, value);
    response.writeHead(302, { location: back.href }).end();
  }

  function isTheClient({ headers }: IncomingMessage, form: URLSearchParams): boolean {
    const { id, secret } = testClient;
    if (flow.authentication === 'client_secret_basic')
      return credentialsIn(headers.authorization ?? '').join('\n') === `${id}\n${secret}`;
    const isSecretRight = form.get('client_secret') === (flow.authentication === 'none' ? null : secret);
    return form.get('client_id') === id && headers.authorization === undefined && isSecretRight;
  }

  async function exchange(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const form = new URLSearchParams(await text(request));
    if (!isTheClient(request, form)) return void sendJson(response, 401, { error: 'invalid_client' });
    const code = form.get('code') ?? '';
    const grant = grants.get(code);
    grants.delete(code);
    const challenge = createHash('sha256')
      .update(form.get('code_verifier') ?? '')
      .digest('base64url');
    const isGood =
      form.get('grant_type') === 'authorization_code' &&
      grant?.asked.get('code_challenge') === challenge &&
      grant.asked.get('redirect_uri') === form.get('redirect_uri');
    if (!isGood) return void sendJson(response, 400, { error: 'invalid_grant' });
    const accessToken = randomBytes(16).toString('base64url');
    people.set(accessToken, grant.userInfo);
    const idToken = await flow.sign(grant.idToken);
    sendJson(response, 200, { access_token: accessToken, token_type: 'Bearer', expires_in: 300, id_token: idToken });
  }

  return Object.assign(flow, {
    /** What discovery says of it. */
    metadata: () => ({
      authorization_endpoint: `${deps.url()}/authorize`,
      token_endpoint: `${deps.url()}/token`,
      userinfo_endpoint: `${deps.url()}/userinfo`,
      response_types_supported: ['code'],
      subject_types_supported: ['public'],
      code_challenge_methods_supported: ['S256'],
      token_endpoint_auth_methods_supported: [flow.authentication],
      authorization_response_iss_parameter_supported: true,
    }),

    /** Whether the request was for it, and is answered. */
    answer(request: IncomingMessage, response: ServerResponse): boolean {
      const { pathname, searchParams } = new URL(request.url ?? '/', deps.url());
      if (pathname === '/authorize') authorize(searchParams, response);
      else if (pathname === '/token') void exchange(request, response);
      else if (pathname === '/userinfo') {
        const claims = people.get(request.headers.authorization?.slice('Bearer '.length) ?? '');
        sendJson(response, claims ? 200 : 401, claims ?? {});
      } else return false;
      return true;
    },
  });
}
