// Puts declared routes onto Express: identity, access, validation, handler, reply.
import type { Request, RequestHandler, Response, Router } from 'express';
import Joi from 'joi';
import { type Caller, defaultTenantId } from '../../contracts/identity.ts';
import { bodyReader } from './body.ts';
import { isFresh } from './conditional.ts';
import type { Dialect } from './dialect.ts';
import { forbidden, internalError, unauthenticated } from './errors.ts';
import { originOf } from './request-scope.ts';
import type { Reply, Route } from './route.ts';
import { parsePart, refuseAll } from './validate.ts';

export type Authenticate = (request: Request) => Promise<Caller | undefined>;

export interface MountOptions {
  readonly authenticate: Authenticate;
  /** Checks each reply against the route's own documentation; for tests. */
  readonly validateReplies: boolean;
}

function isAdmitted(access: Exclude<Route['access'], 'anyone'>, caller: Caller): boolean {
  if (typeof access === 'object') return caller.kind === 'service' && caller.scopes.includes(access.scope);
  if (caller.kind === 'service') return false;
  return access === 'signed-in' || caller.permissions.has(access);
}

function checkAccess(access: Route['access'], caller: Caller | undefined): void {
  if (access === 'anyone') return;
  if (!caller) throw unauthenticated({ headers: { 'WWW-Authenticate': 'Bearer' } });
  if (!isAdmitted(access, caller)) throw forbidden();
}

function queryOf(route: Route, request: Request): unknown {
  if (route.query) return parsePart(route.query, request.query, 'query');
  // Most requests have no query: looking at the address is cheaper than parsing it.
  if (request.url.includes('?')) refuseAll(request.query);
  return {};
}

function checkPart(schema: Joi.Schema, value: unknown): void {
  const { error } = schema.validate(JSON.parse(JSON.stringify(value)), { convert: false, presence: 'required' });
  if (error) throw internalError({ message: `The reply differs from its documentation: ${error.message}` });
}

function checkReply(route: Route, reply: Reply): void {
  const expected = route.responses[reply.status ?? 200];
  if (expected === undefined) throw internalError({ message: `Undocumented status ${reply.status ?? 200}` });
  if (typeof expected === 'string') return;
  if ('raw' in reply && reply.contentType !== jsonType) return; // a picture instead of its record
  const { data, meta }: { data?: unknown; meta?: unknown } = 'raw' in reply ? JSON.parse(String(reply.raw)) : reply;
  checkPart(expected, data ?? null);
  if (meta !== undefined) checkPart(route.meta ?? Joi.forbidden(), meta);
}

const jsonType = 'application/json; charset=utf-8';

function encode(reply: Reply, dialect: Dialect | undefined): { body: string | Buffer; type: string } {
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

function sendReply(request: Request, response: Response, reply: Reply): void {
  const status = reply.status ?? 200;
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
  const { body, type } = encode(reply, response.locals.dialect);
  response.setHeader('Content-Type', type);
  response.setHeader('Content-Length', Buffer.byteLength(body));
  response.end(body);
}

function handlerOf(route: Route, options: MountOptions): RequestHandler {
  const bodyOf = bodyReader(route);
  return async (request, response) => {
    response.locals.route = route;
    const caller = await options.authenticate(request);
    checkAccess(route.access, caller);
    const reply = await route.handle({
      params: route.params ? parsePart(route.params, request.params, 'params') : {},
      query: queryOf(route, request),
      body: await bodyOf(request, response),
      identity: caller?.kind === 'account' ? caller : undefined,
      service: caller?.kind === 'service' ? caller : undefined,
      tenantId: caller?.tenantId ?? defaultTenantId,
      origin: originOf(request),
      request,
    });
    if (options.validateReplies) checkReply(route, reply);
    sendReply(request, response, reply);
  };
}

/** `/profiles/{id}` as Express writes it. */
export const expressPath = (route: Pick<Route, 'path' | 'root'>): string =>
  `${route.root ? '' : '/api/v1'}${route.path.replace(/\{(\w+)\}/g, ':$1')}`;

/** Adds every route, in the given order. */
export function mountRoutes(router: Router, routes: readonly Route[], options: MountOptions): void {
  for (const route of routes) router[route.method](expressPath(route), handlerOf(route, options));
}
