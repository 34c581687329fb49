// Puts declared routes onto Express: identity, access, validation, handler, reply.
import type { Request, RequestHandler, Response, Router } from 'express';
import Joi from 'joi';
import type { Caller, Origin } from '../../contracts/identity.ts';
import type { Tracing } from '../tracing.ts';
import { bodyReader } from './body.ts';
import { isFresh } from './conditional.ts';
import type { Dialect } from './dialect.ts';
import { forbidden, internalError, unauthenticated } from './errors.ts';
import { sendEvents } from './events.ts';
import { answerAllowance, limitClassOf, type RequestLimits } from './rate-limit.ts';
import { originOf } from './request-scope.ts';
import type { Route, WholeReply } from './route.ts';
import { sendStream } from './stream.ts';
import { parsePart, refuseAll, refuseLongQuery } from './validate.ts';

export type Authenticate = (request: Request) => Promise<Caller | undefined>;

export interface MountOptions {
  readonly authenticate: Authenticate;
  /** Is told of callers who are known and may not call a route (`GET /users/{id}`), before they are refused. */
  readonly denied: (caller: Caller, origin: Origin, route: string) => Promise<void>;
  /** Without them requests are not counted. */
  readonly limits: RequestLimits | undefined;
  /** True from the moment on at which open streams should end. */
  readonly isDraining: () => boolean;
  /** The tenant that answers at a host name: whoever is not signed in is there. */
  readonly tenantOfHost: (host: string) => Promise<string>;
  readonly tracing: Pick<Tracing, 'run' | 'note'>;
  /** Is told who sends requests. */
  readonly countCaller: (caller: 'anonymous' | Caller['kind']) => void;
  /** Checks each reply against the route's own documentation; for tests. */
  readonly validateReplies: boolean;
}

function isAdmitted(access: Exclude<Route['access'], 'anyone'>, caller: Caller): boolean {
  if (typeof access === 'object') return caller.kind === 'service' && caller.scopes.includes(access.scope);
  if (caller.kind === 'service') return false;
  return access === 'signed-in' || caller.permissions.has(access);
}

async function checkAccess(
  { access, method, path }: Route,
  caller: Caller | undefined,
  origin: Origin,
  { denied }: MountOptions,
): Promise<void> {
  if (access === 'anyone') return;
  if (!caller) throw unauthenticated({ headers: { 'WWW-Authenticate': 'Bearer' } });
  if (isAdmitted(access, caller)) return;
  await denied(caller, origin, `${method.toUpperCase()} ${path}`);
  throw forbidden();
}

function queryOf(route: Route, request: Request): unknown {
  refuseLongQuery(request.url);
  if (route.query) return parsePart(route.query, request.query, 'query');
  // Most requests have no query: looking at the address is cheaper than parsing it.
  if (request.url.includes('?')) refuseAll(request.query);
  return {};
}

function checkPart(schema: Joi.Schema, value: unknown): void {
  const { error } = schema.validate(JSON.parse(JSON.stringify(value)), { convert: false, presence: 'required' });
  if (error) throw internalError({ message: `The reply differs from its documentation: ${error.message}` });
}

function checkReply(route: Route, reply: WholeReply): void {
  const expected = route.responses[reply.status ?? 200];
  if (expected === undefined) throw internalError({ message: `Undocumented status ${reply.status ?? 200}` });
  if (typeof expected === 'string') return;
  if ('raw' in reply && reply.contentType !== jsonType) return; // a picture instead of its record
  const { data, meta }: { data?: unknown; meta?: unknown } = 'raw' in reply ? JSON.parse(String(reply.raw)) : reply;
  checkPart(expected, data ?? null);
  if (meta !== undefined) checkPart(route.meta ?? Joi.forbidden(), meta);
}

const jsonType = 'application/json; charset=utf-8';

function encode(reply: WholeReply, dialect: Dialect | undefined): { body: string | Buffer; type: string } {
  if ('raw' in reply) {
    const isEnvelope = dialect && reply.contentType === jsonType && typeof reply.raw === 'string';
    return {
      body: isEnvelope ? JSON.stringify(dialect.encodeSuccess(JSON.parse(String(reply.raw)))) : reply.raw,
      type: reply.contentType,
    };
  }
  const { data, meta } = reply;
  const envelope = dialect
    ? dialect.encodeSuccess({ data, meta })
    : { success: true, data, ...(meta !== undefined && { meta }) };
  return { body: JSON.stringify(envelope), type: jsonType };
}

function sendReply(request: Request, response: Response, reply: WholeReply): void {
  const { dialect }: { dialect?: Dialect } = response.locals;
  // A dialect has a body for every success.
  const status = dialect && reply.status === 204 ? 200 : (reply.status ?? 200);
  for (const [name, value] of Object.entries(reply.headers ?? {})) response.setHeader(name, value);
  if (status === 200 && isFresh(request, response)) {
    response.statusCode = 304;
    response.end();
    return;
  }
  response.statusCode = status;
  if (status === 204 || status === 308) {
    response.end();
    return;
  }
  const { body, type } = encode(reply, dialect);
  response.setHeader('Content-Type', type);
  response.setHeader('Content-Length', Buffer.byteLength(body));
  response.end(body);
}

/** Finds who asks, and counts the request. @throws UNAUTHENTICATED, RATE_LIMITED */
function admission(route: Route, { authenticate, limits }: MountOptions) {
  const kind = limitClassOf(route);
  if (!limits || !kind) return authenticate;
  return async (request: Request, response: Response, { ip }: Origin): Promise<Caller | undefined> => {
    let caller: Caller | undefined;
    try {
      caller = await authenticate(request);
    } catch (error) {
      // A token that is not good counts, too: as a request of nobody.
      answerAllowance(response, await limits.count(kind, undefined, ip));
      throw error;
    }
    answerAllowance(response, await limits.count(kind, caller, ip));
    return caller;
  };
}

function handlerOf(route: Route, options: MountOptions): RequestHandler {
  const bodyOf = bodyReader(route);
  const admit = admission(route, options);
  const name = `${route.method.toUpperCase()} ${expressPath(route)}`;

  async function answer(request: Request, response: Response): Promise<void> {
    const origin = originOf(request);
    const caller = await admit(request, response, origin);
    options.countCaller(caller?.kind ?? 'anonymous');
    await checkAccess(route, caller, origin, options);
    const reply = await route.handle({
      params: route.params ? parsePart(route.params, request.params, 'params') : {},
      query: queryOf(route, request),
      body: await bodyOf(request, response),
      identity: caller?.kind === 'account' ? caller : undefined,
      service: caller?.kind === 'service' ? caller : undefined,
      tenantId: caller?.tenantId ?? (await options.tenantOfHost(request.hostname ?? '')),
      origin,
      request,
    });
    if ('events' in reply) return sendEvents(request, response, reply, options.isDraining);
    if ('stream' in reply) return sendStream(response, reply);
    if (options.validateReplies) checkReply(route, reply);
    sendReply(request, response, reply);
    options.tracing.note({ 'http.response.status_code': response.statusCode });
  }

  return async (request, response) => {
    response.locals.route = route;
    const attributes = {
      'http.request.method': request.method,
      'http.route': expressPath(route),
      'request.id': request.requestId,
    };
    const parent = request.get('traceparent');
    await options.tracing.run('request', name, attributes, () => answer(request, response), parent);
  };
}

/** `/profiles/{id}` as Express writes it. */
export const expressPath = (route: Pick<Route, 'path' | 'root'>): string =>
  `${route.root ? '' : '/api/v1'}${route.path.replace(/\{(\w+)\}/g, ':$1')}`;

/** Adds every route, in the given order. */
export function mountRoutes(router: Router, routes: readonly Route[], options: MountOptions): void {
  for (const route of routes) router[route.method](expressPath(route), handlerOf(route, options));
}
