// What belongs to one request: its id, its origin, its log line and its measurements.
import { randomUUID } from 'node:crypto';
import { isIP } from 'node:net';
import type { Request, RequestHandler } from 'express';
import type { Origin } from '../../contracts/identity.ts';
import type { Logger } from '../logger.ts';
import type { Route } from './route.ts';

declare module 'express-serve-static-core' {
  interface Request {
    requestId: string;
  }
}

export interface RequestMetrics {
  observeRequest(labels: { method: string; route: string; status: number }, seconds: number): void;
}

const acceptableId = /^[\w.-]{1,64}$/;

/** A proxy may hand on anything as the client's address; a zone (`fe80::1%eth0`) means something on its own machine only. */
function addressOf({ ip }: Request): string | undefined {
  const address = ip?.split('%')[0] ?? '';
  return isIP(address) ? address : undefined;
}

export const originOf = (request: Request): Origin => ({
  requestId: request.requestId,
  ip: addressOf(request),
  userAgent: request.headers['user-agent']?.slice(0, 300),
});

/** Gives every request an id (the caller's, if it sent a sane one) and reports it when it ends. */
export function requestScope(deps: { logger: Logger; metrics: RequestMetrics }): RequestHandler {
  return (request, response, next) => {
    const sent = request.headers['x-request-id'];
    request.requestId = typeof sent === 'string' && acceptableId.test(sent) ? sent : randomUUID();
    response.setHeader('X-Request-Id', request.requestId);
    const startedAt = process.hrtime.bigint();
    response.on('finish', () => {
      const seconds = Number(process.hrtime.bigint() - startedAt) / 1e9;
      const route: Route | undefined = response.locals.route;
      // The pattern, never the address: an address may name a person.
      const pattern = route ? route.path : 'unmatched';
      const { method } = request;
      const status = response.statusCode;
      deps.metrics.observeRequest({ method, route: pattern, status }, seconds);
      const level = status >= 500 ? 'error' : status >= 400 ? 'info' : 'debug';
      deps.logger[level](
        { requestId: request.requestId, method, route: pattern, status, ms: Math.round(seconds * 1000) },
        'request',
      );
    });
    next();
  };
}
