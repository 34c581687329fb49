// People who use a service over the network, as a browser would: nothing but HTTP, and failures are part of life.
import { randomBytes } from 'node:crypto';
import type { Fleet } from './fleet.ts';
import { until } from './fleet.ts';

interface Answer {
  readonly status: number;
  readonly body: Record<string, unknown> & { readonly data?: unknown };
}

export interface Client {
  readonly email: string;
  readonly id: string;
  /** @throws TypeError when the connection breaks */
  send(method: string, path: string, body?: object | FormData, headers?: Record<string, string>): Promise<Answer>;
}

async function request(
  url: string,
  method: string,
  body: object | undefined,
  headers: Record<string, string>,
): Promise<Answer> {
  const form = body instanceof FormData;
  const response = await fetch(url, {
    method,
    headers: { ...headers, ...(body && !form && { 'content-type': 'application/json' }) },
    ...(body && { body: form ? body : JSON.stringify(body) }),
  });
  const text = await response.text();
  return {
    status: response.status,
    body: /json/.test(response.headers.get('content-type') ?? '') ? JSON.parse(text) : {},
  };
}

/** Registers, takes the token out of the mail, proves the address, signs in. */
export async function joinFleet({ url, rows }: Fleet, displayName: string): Promise<Client> {
  const email = `p${randomBytes(6).toString('hex')}@example.com`;
  const password = 'correct horse battery';
  const post = async (path: string, body: object, expected: number) => {
    const answer = await request(`${url}/api/v1${path}`, 'POST', body, {});
    if (answer.status !== expected) throw new Error(`${path}: ${answer.status} ${JSON.stringify(answer.body)}`);
    return answer.body;
  };
  await post('/auth/register', { email, password, displayName }, 202);
  const mail = await until(`a mail to ${email}`, async () => {
    const mails = (await (await fetch(`${url}/dev/mail.json?to=${email}`)).json()) as { text: string }[];
    return mails[0]?.text;
  });
  await post('/auth/verify-email', { token: /token=([\w.-]+)/.exec(mail)?.[1], password }, 200);
  const { data } = (await post('/auth/login', { email, password }, 200)) as { data: { accessToken: string } };
  const [account] = await rows<{ id: string }>('select id from users where email = $1', [email]);
  const authorization = `Bearer ${data.accessToken}`;
  return {
    email,
    id: account?.id ?? '',
    send: (method, path, body, headers = {}) =>
      request(`${url}/api/v1${path}`, method, body, { authorization, ...headers }),
  };
}

/** What came of a burst: each write that was acknowledged, by the version it made. */
export interface Burst {
  readonly acknowledged: { readonly userId: string; readonly version: number; readonly headline: string }[];
  readonly statuses: number[];
  /** Connections that broke. */
  broken: number;
}

export const createBurst = (): Burst => ({ acknowledged: [], statuses: [], broken: 0 });

/** Everybody writes their profile, one write after the other, `writes` times or until `signal`; `burst` fills meanwhile. */
export async function writeProfiles(
  people: readonly Client[],
  options: { writes?: number; signal?: AbortSignal; burst?: Burst },
): Promise<Burst> {
  const { writes = Number.POSITIVE_INFINITY, signal, burst = createBurst() } = options;
  await Promise.all(
    people.map(async ({ id: userId, send }) => {
      for (let index = 0; index < writes && !signal?.aborted; index++) {
        const headline = `${randomBytes(4).toString('hex')} ${index}`;
        try {
          const { status, body } = await send('PATCH', '/profile', { headline });
          burst.statuses.push(status);
          const { version } = (body.data ?? {}) as { version?: number };
          if (status === 200 && version) burst.acknowledged.push({ userId, version, headline });
        } catch {
          burst.broken++;
          await new Promise((resolve) => setTimeout(resolve, 50));
        }
      }
    }),
  );
  return burst;
}
