// The queue dashboard (bull-board), for those who run the installation: it holds jobs of all tenants. A browser signs in with Basic, a program with its token.
import { createHash } from 'node:crypto';
import { createBullBoard } from '@bull-board/api';
import { BullMQAdapter } from '@bull-board/api/bullMQAdapter';
import { ExpressAdapter } from '@bull-board/express';
import type { Express, Request, RequestHandler } from 'express';
import helmet from 'helmet';
import { LRUCache } from 'lru-cache';
import type { Caller, Origin } from '../contracts/identity.ts';
import { forbidden, unauthenticated } from '../platform/http/errors.ts';
import { originOf } from '../platform/http/request-scope.ts';
import type { JobQueue } from '../platform/queue/backend.ts';

const path = '/admin/queues';
// Rights that are taken away are gone so soon.
const rememberMs = 5_000;

export interface DashboardAccess {
  authenticate: (request: Request) => Promise<Caller | undefined>;
  /** Whoever has this address and password; undefined for nobody. */
  identityByPassword: (
    credentials: { email: string; password: string },
    from: { ip: string | undefined; cookies: string | undefined },
  ) => Promise<Caller | undefined>;
  /** Is told of who was refused at a door, and of who did something behind it. */
  audit: {
    recordDenial(caller: Caller, origin: Origin, route: string): Promise<void>;
    recordOperation(caller: Caller, origin: Origin, route: string): Promise<void>;
  };
}

function basicCredentials(header: string): { email: string; password: string } | undefined {
  const encoded = /^Basic +([\w+/=]+)$/i.exec(header)?.[1];
  const text = encoded && Buffer.from(encoded, 'base64').toString('utf8');
  const colon = text ? text.indexOf(':') : -1;
  return text && colon > 0 ? { email: text.slice(0, colon), password: text.slice(colon + 1) } : undefined;
}

function guard({ authenticate, identityByPassword, audit }: DashboardAccess): RequestHandler {
  // The page asks every few seconds; a password check each time would keep a core busy.
  const remembered = new LRUCache<string, Caller, Request>({
    max: 100,
    ttl: rememberMs,
    // Requests that come together make one check, and count as one try.
    async fetchMethod(_hash, _stale, { context: request }) {
      const credentials = basicCredentials(request.headers.authorization ?? '');
      const { ip } = originOf(request);
      return credentials && identityByPassword(credentials, { ip, cookies: request.headers.cookie });
    },
  });

  const callerOfBasic = (request: Request, header: string): Promise<Caller | undefined> =>
    remembered.fetch(createHash('sha256').update(header).digest('base64'), { context: request });

  async function requireOperator(request: Request, route: string): Promise<Caller> {
    const header = request.headers.authorization ?? '';
    const caller = /^Basic /i.test(header) ? await callerOfBasic(request, header) : await authenticate(request);
    if (!caller) throw unauthenticated({ headers: { 'WWW-Authenticate': 'Basic realm="Cameo", charset="UTF-8"' } });
    if (caller.kind === 'account' && caller.permissions.has('operations:read')) return caller;
    await audit.recordDenial(caller, originOf(request), route);
    throw forbidden();
  }

  return async (request, _response, next) => {
    const route = `${request.method} ${path}`;
    const caller = await requireOperator(request, route);
    // A browser sends Basic credentials along with requests that other sites cause.
    const site = request.headers['sec-fetch-site'];
    if (request.method !== 'GET' && site !== undefined && site !== 'same-origin') throw forbidden();
    if (request.method !== 'GET')
      await audit.recordOperation(caller, originOf(request), `${route}${request.path}`.slice(0, 200));
    next();
  };
}

const headers = helmet({
  contentSecurityPolicy: {
    directives: {
      styleSrc: ["'self'", "'unsafe-inline'"],
      fontSrc: ["'self'", 'data:'],
      upgradeInsecureRequests: null,
    },
  },
});

export function mountDashboard(app: Express, queues: readonly JobQueue[], access: DashboardAccess): void {
  const serverAdapter = new ExpressAdapter();
  serverAdapter.setBasePath(path);
  createBullBoard({ queues: queues.map((queue) => new BullMQAdapter(queue as never)), serverAdapter });
  app.use(path, headers, guard(access), serverAdapter.getRouter());
}
