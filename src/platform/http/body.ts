// JSON bodies: read whole, parsed, and refused when they say something twice or far too much.
import express, { type Request, type Response } from 'express';
import { findDuplicateKey } from '../json/duplicate-keys.ts';
import type { Dialect } from './dialect.ts';
import { malformedJson, unsupportedMediaType } from './errors.ts';
import type { BodyLimits, Route } from './route.ts';
import { parsePart, refuseOddities } from './validate.ts';

// Many times what most bodies hold.
const standardLimits: BodyLimits = { maxBytes: 256 * 1024, maxValues: 5_000 };

/** JSON is Unicode (RFC 8259): any other charset is another type. */
function isJson({ headers }: { headers: { 'content-type'?: string | undefined } }): boolean {
  const type = headers['content-type'] ?? '';
  return /^application\/([a-z0-9.+-]+\+)?json\b/i.test(type) && !/;\s*charset=(?!"?utf-)/i.test(type);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw malformedJson();
  }
}

/** @throws MALFORMED_JSON also for a text that is no object and no list, and for a key that is there twice */
function parseBody(text: string, maxValues: number): unknown {
  const body = parseJson(text);
  if (body === null || typeof body !== 'object') throw malformedJson();
  refuseOddities(body, maxValues);
  const path = findDuplicateKey(text);
  if (path === undefined) return body;
  const message = `${path} is there twice`;
  throw malformedJson({ message: `The body is not clear: ${message}.`, details: [{ path, message }] });
}

/** Makes the function that reads and checks the bodies of a route. */
export function bodyReader(route: Route): (request: Request, response: Response) => Promise<unknown> {
  const { body: schema, bodyLimits = standardLimits } = route;
  if (!schema) return async () => ({});
  const parser = express.text({ limit: bodyLimits.maxBytes, type: isJson });
  return async (request, response) => {
    const { headers } = request;
    const hasBody = 'transfer-encoding' in headers || Number(headers['content-length'] ?? 0) > 0;
    if (hasBody && !isJson(request)) throw unsupportedMediaType({ message: 'Send the body as application/json.' });
    await new Promise<void>((resolve, reject) => {
      parser(request, response, (error?: unknown) => (error ? reject(error) : resolve()));
    });
    const dialect: Dialect | undefined = response.locals.dialect;
    const body = request.body ? parseBody(String(request.body), bodyLimits.maxValues) : {};
    return parsePart(schema, dialect ? dialect.decodeBody(body) : body, 'body');
  };
}
