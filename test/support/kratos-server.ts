// An Ory Kratos as far as an API sees one: `/sessions/whoami` by cookie or token; it can be down or slow.
import { randomUUID } from 'node:crypto';
import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';

type Mood = 'up' | 'down' | 'slow' | 'broken';

interface KratosIdentity {
  readonly id: string;
  readonly state: string;
  readonly traits: Readonly<Record<string, unknown>>;
  readonly verifiable_addresses: readonly {
    readonly value: string;
    readonly verified: boolean;
    readonly via: string;
  }[];
}

interface KratosSession {
  readonly id: string;
  active: boolean;
  readonly authenticated_at: string;
  readonly expires_at: string;
  readonly identity: KratosIdentity;
}

const refusal = { error: { id: 'session_inactive', code: 401, status: 'Unauthorized', reason: 'No valid session.' } };

export type KratosServer = Awaited<ReturnType<typeof startKratosServer>>;

export async function startKratosServer() {
  let mood: Mood = 'up';
  const sessions = new Map<string, KratosSession>();
  /** What was asked with. */
  const heard: IncomingHttpHeaders[] = [];

  const server = createServer((request, response) => {
    if (mood === 'down') return request.socket.destroy();
    if (mood === 'slow') return undefined;
    if (request.url === '/health/ready') return response.end('{"status":"ok"}');
    heard.push(request.headers);
    const cookie = /(?:^|; )ory_kratos_session=([^;]+)/.exec(request.headers.cookie ?? '')?.[1];
    const session = sessions.get(String(request.headers['x-session-token'] ?? cookie));
    const isGood = session?.active === true;
    response.writeHead(mood === 'broken' ? 500 : isGood ? 200 : 401, { 'content-type': 'application/json' });
    return response.end(JSON.stringify(isGood ? session : refusal));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));

  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    heard,

    /** Signs somebody in. Returns what their client holds, and the session, which can be changed. */
    signIn(traits: Readonly<Record<string, unknown>>, { proved = true, id = randomUUID() } = {}) {
      const secret = randomUUID();
      const email = { value: String(traits.email).toLowerCase(), verified: proved, via: 'email' };
      const session: KratosSession = {
        id: randomUUID(),
        active: true,
        authenticated_at: new Date().toISOString(),
        expires_at: new Date(Date.now() + 3_600_000).toISOString(),
        identity: { id, state: 'active', traits, verifiable_addresses: [email] },
      };
      sessions.set(secret, session);
      return { secret, session };
    },

    become(next: Mood): void {
      mood = next;
    },

    async close(): Promise<void> {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
