// The last two handlers: nothing matched, and something failed.
import type { ErrorRequestHandler, Request, RequestHandler, Response } from 'express';
import type { Logger } from '../logger.ts';
import type { Dialect } from './dialect.ts';
import { methodNotAllowed, notFound, problemDocument, toAppError } from './errors.ts';
import { expressPath } from './mount.ts';
import type { Route } from './route.ts';

const matcher = (route: Route) =>
  new RegExp(`^${expressPath(route).replace(/[.]/g, '\\.').replace(/:\w+/g, '[^/]+')}/?$`);

/** 405 with `Allow` for a known address, 404 for any other. */
export function unmatched(routes: readonly Route[]): RequestHandler {
  const known = routes.map((route) => ({
    path: expressPath(route),
    pattern: matcher(route),
    methods: route.method === 'get' ? ['GET', 'HEAD'] : [route.method.toUpperCase()],
  }));
  return (request) => {
    const matching = known.filter(({ pattern }) => pattern.test(request.path));
    // An address of its own, such as `…/order`, is not one of `…/{id}`.
    const named = matching.filter(({ path }) => path === request.path);
    const allowed = (named.length > 0 ? named : matching).flatMap(({ methods }) => methods);
    if (allowed.length > 0) throw methodNotAllowed({ headers: { Allow: [...new Set(allowed)].join(', ') } });
    throw notFound();
  };
}

// Enough for a picture on its way; whoever sends more than that does not want to know.
const lingerMs = 2000;
const lingerBytes = 32 * 1024 * 1024;
const lookMs = 50;

/**
 * Ends a reply to a request that is still arriving. Closing at once would reset the connection, and the client, still
 * sending, would see that instead of the answer.
 */
function endEarly(request: Request, response: Response, body: string): void {
  response.setHeader('Connection', 'close').setHeader('Content-Length', Buffer.byteLength(body));
  response.write(body);
  const { socket } = request;
  const enough = { ms: performance.now() + lingerMs, bytes: socket.bytesRead + lingerBytes };
  const end = () => {
    clearInterval(timer);
    response.end();
  };
  const timer = setInterval(() => {
    if (performance.now() > enough.ms || socket.bytesRead > enough.bytes) end();
  }, lookMs);
  request.once('end', end).once('close', end).resume();
}

/** Turns whatever was thrown into a problem document; only what is our fault is logged with its stack. */
export function failures(deps: { logger: Logger }): ErrorRequestHandler {
  return (thrown, request, response, next) => {
    const error = toAppError(thrown);
    if (error.status >= 500) deps.logger.error({ err: error, requestId: request.requestId }, 'request failed');
    if (response.headersSent) return next(thrown);
    for (const [name, value] of Object.entries(error.headers ?? {})) response.setHeader(name, value);
    const dialect: Dialect | undefined = response.locals.dialect;
    const problem = problemDocument(error, request.requestId);
    const body = JSON.stringify(dialect ? dialect.encodeProblem(problem) : problem);
    response
      .status(error.status)
      .setHeader('Content-Type', 'application/problem+json; charset=utf-8')
      .setHeader('Cache-Control', 'private, no-store');
    if (request.complete) response.end(body);
    else endEarly(request, response, body);
  };
}
