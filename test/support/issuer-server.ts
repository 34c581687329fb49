// An OpenID Connect issuer as far as an API and its browsers see one: discovery, a key set that rotates, tokens, and the
// code flow; it can be down or slow.
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { exportJWK, generateKeyPair, type JWTHeaderParameters, SignJWT } from 'jose';
import { createCodeFlow } from './code-flow.ts';

export const testAudience = 'cameo-api';

type Mood = 'up' | 'down' | 'slow';
type Claims = Readonly<Record<string, unknown>>;

const nowSeconds = () => Math.floor(Date.now() / 1000);

async function createKey(alg: string, kid: string) {
  const { publicKey, privateKey } = await generateKeyPair(alg, { extractable: true });
  return { alg, kid, privateKey, publicKey, jwk: { ...(await exportJWK(publicKey)), alg, kid, use: 'sig' } };
}

export type IssuerServer = Awaited<ReturnType<typeof startIssuerServer>>;

/** Starts it on a free port of the loopback interface, with keys of four kinds. */
export async function startIssuerServer() {
  let mood: Mood = 'up';
  let rotations = 0;
  const asked = { discovery: 0, keys: 0 };
  const algorithms = ['RS256', 'PS256', 'ES256', 'EdDSA'];
  const makeKeys = () => Promise.all(algorithms.map((alg) => createKey(alg, `${alg}-${rotations}`)));
  let keys = await makeKeys();
  const held = new Set<ServerResponse>();
  const keyOf = (alg: string) => {
    const key = keys.find((candidate) => candidate.alg === alg);
    if (!key) throw new Error(`No key for ${alg}`);
    return key;
  };
  const flow = createCodeFlow({
    url: () => url,
    sign: (claims) => {
      const { alg, kid, privateKey } = keyOf('ES256');
      return new SignJWT({ ...claims }).setProtectedHeader({ alg, kid }).sign(privateKey);
    },
  });

  const server = createServer((request, response) => {
    if (mood === 'down') return request.socket.destroy();
    if (mood === 'slow') return held.add(response);
    if (flow.answer(request, response)) return undefined;
    asked[request.url === '/jwks' ? 'keys' : 'discovery'] += 1;
    const documents: Record<string, object> = {
      '/.well-known/openid-configuration': {
        ...{ issuer: url, jwks_uri: `${url}/jwks`, id_token_signing_alg_values_supported: algorithms },
        ...flow.metadata(),
      },
      '/jwks': { keys: keys.map(({ jwk }) => jwk) },
    };
    const document = documents[request.url ?? ''];
    response.writeHead(document ? 200 : 404, { 'content-type': 'application/json' });
    return response.end(JSON.stringify(document ?? {}));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

  return {
    url,
    asked,
    keyOf,
    /** What browsers meet. */
    flow,

    /** An access token for this API, of a person with this subject. */
    async token(
      sub: string | undefined,
      claims: Claims = {},
      { alg = 'RS256', header = {} }: { alg?: string; header?: Partial<JWTHeaderParameters> } = {},
    ): Promise<string> {
      const { kid, privateKey } = keyOf(alg);
      const standard = { iss: url, aud: testAudience, iat: nowSeconds(), exp: nowSeconds() + 300, ...(sub && { sub }) };
      return new SignJWT({ ...standard, ...claims })
        .setProtectedHeader({ alg, kid, typ: 'at+jwt', ...header })
        .sign(privateKey);
    },

    /** From now on other keys, and none of those before. */
    async rotate(): Promise<void> {
      rotations += 1;
      keys = await makeKeys();
    },

    become(next: Mood): void {
      mood = next;
      if (next !== 'slow') for (const response of held) response.destroy();
    },

    async close(): Promise<void> {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
