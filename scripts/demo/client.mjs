// Talks to the public API as a client of any application would: patient with 429 and 503, signed in when it has to be.
import { setTimeout as sleep } from 'node:timers/promises';

const maxTries = 7;
const firstDelayMs = 500;
const timeoutMs = 60_000;
const isBusy = (status) => status === 429 || status === 503;

/** What stops the demo, with a sentence for people. */
export class DemoError extends Error {}

export class ApiError extends Error {
  constructor(status, body) {
    super(body?.error ?? `The service answered ${status}`);
    this.status = status;
    this.code = body?.code;
  }
}

/** What the service asks for in `Retry-After`, or a doubling delay with jitter. */
function delayBefore(attempt, retryAfter) {
  const asked = Number(retryAfter) * 1000;
  return asked > 0 ? Math.min(asked, 60_000) : firstDelayMs * 2 ** (attempt - 1) * (0.5 + Math.random() / 2);
}

/** A client of the service at `baseUrl`; `token` makes a request somebody's. */
export function createClient(baseUrl) {
  async function attempt(path, { method = 'GET', token, json, form, headers }) {
    return fetch(`${baseUrl}${path}`, {
      method,
      headers: {
        ...headers,
        ...(token && { authorization: `Bearer ${token}` }),
        ...(json && { 'content-type': 'application/json' }),
      },
      ...(json && { body: JSON.stringify(json) }),
      ...(form && { body: form() }),
      signal: AbortSignal.timeout(timeoutMs),
    });
  }

  async function send(path, options) {
    for (let tries = 1; ; tries++) {
      const reply = await attempt(path, options).catch((error) => {
        if (tries === maxTries)
          throw new DemoError(`The service at ${baseUrl} has stopped answering.`, { cause: error });
      });
      if (reply && !(isBusy(reply.status) && tries < maxTries)) return reply;
      await sleep(delayBefore(tries, reply?.headers.get('retry-after')));
    }
  }

  /** The JSON of an answer. @throws ApiError for anything but success */
  async function request(path, options = {}) {
    const reply = await send(path, options);
    const text = await reply.text();
    const isJson = /\bjson\b/.test(reply.headers.get('content-type') ?? '');
    const body = isJson && text !== '' ? JSON.parse(text) : undefined;
    if (!reply.ok) throw new ApiError(reply.status, body);
    return body;
  }

  return {
    baseUrl,
    request,
    /** `request` below /api/v1, and only the data of its answer. */
    api: async (path, options) => (await request(`/api/v1${path}`, options))?.data,
    /** @throws DemoError unless a Cameo is there, ready, and shows the mails that it sends. */
    async requireReady() {
      const health = await attempt('/health', {}).then(
        (reply) => reply.json(),
        () => undefined,
      );
      if (health?.service !== 'cameo')
        throw new DemoError(`No Cameo answers at ${baseUrl}: start one with npm start, or name another with --url.`);
      if (health.status === 'unhealthy')
        throw new DemoError(`The Cameo at ${baseUrl} is not ready: see ${baseUrl}/health`);
      const mailbox = await send('/dev/mail.json?to=nobody', {});
      if (mailbox.status === 404)
        throw new DemoError(
          'This Cameo runs in production, without the mail box that the demo reads: start another one.',
        );
    },
  };
}

/** Calls `ask` until it gives something; gives up with `sentence`. */
export async function until(ask, sentence, { everyMs = 250, patienceMs = 120_000 } = {}) {
  const deadline = Date.now() + patienceMs;
  for (;;) {
    const found = await ask();
    if (found) return found;
    if (Date.now() > deadline) throw new DemoError(sentence);
    await sleep(everyMs);
  }
}
