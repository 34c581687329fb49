// Lets older clients in: finds the canonical address and remembers how to speak to them.
import type { RequestHandler } from 'express';
import type { Dialect } from '../platform/http/dialect.ts';
import { canonicalUrl } from './paths.ts';
import { decodeBody, encodeProblem, encodeSuccess } from './snake-case.ts';

function snakeCase(url: string): Dialect {
  const listName = /^\/api\/v1\/profiles\/?(\?|$)/.test(url) ? 'profiles' : 'data';
  return { decodeBody, encodeProblem, encodeSuccess: (envelope) => encodeSuccess(envelope, listName) };
}

export const dialects: RequestHandler = (request, response, next) => {
  const { url, snake } = canonicalUrl(request.method, request.url);
  if (snake) {
    response.locals.dialect = snakeCase(url);
    // A client of this dialect asks for the picture itself, whatever it says it accepts.
    if (request.method === 'GET' && /\/picture\/?(\?|$)/.test(request.url)) request.headers.accept = 'image/webp';
  }
  request.url = url;
  next();
};
