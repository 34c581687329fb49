// Input is parsed once, here, by the schemas of its route.
import type Joi from 'joi';
import type { ErrorDetail } from '../errors.ts';
import { validationFailed } from './errors.ts';

function detailsOf(error: Joi.ValidationError, part: string): ErrorDetail[] {
  return error.details.slice(0, 50).map(({ path, message }) => ({
    path: path.length > 0 ? path.join('.') : part,
    message,
  }));
}

/** Parses one part of a request. @throws VALIDATION_FAILED naming every field. */
export function parsePart<T>(schema: Joi.ObjectSchema<T>, value: unknown, part: 'params' | 'query' | 'body'): T {
  const { error, value: parsed } = schema.validate(value, {
    abortEarly: false,
    convert: true,
    presence: 'optional',
    errors: { wrap: { label: false } },
  });
  if (error) throw validationFailed({ details: detailsOf(error, part) });
  return parsed;
}

/**
 * Refuses what joi does not see: it takes `__proto__` for the prototype and passes over it.
 * @throws VALIDATION_FAILED also for a body of more than `maxValues`: joi would write a complaint for each of them
 */
export function refuseOddities(body: unknown, maxValues: number): void {
  const open: { value: unknown; path: string }[] = [{ value: body, path: '' }];
  for (const { value, path } of open) {
    if (value === null || typeof value !== 'object') continue;
    const entries = Object.entries(value);
    if (open.length + entries.length > maxValues)
      throw validationFailed({ details: [{ path: 'body', message: 'body holds too many values' }] });
    for (const [name, part] of entries) {
      const inside = path === '' ? name : `${path}.${name}`;
      if (name === '__proto__')
        throw validationFailed({ details: [{ path: inside, message: `${inside} is not allowed` }] });
      open.push({ value: part, path: inside });
    }
  }
}

// The parser of queries reads a thousand and leaves out the rest unsaid.
const maxParameters = 200;

/** Refuses an address with more parameters than any route takes, before one of them is looked at. @throws VALIDATION_FAILED */
export function refuseLongQuery(url: string): void {
  const from = url.indexOf('?');
  if (from < 0) return;
  let count = 1;
  for (let at = url.indexOf('&', from); at >= 0 && count <= maxParameters; at = url.indexOf('&', at + 1)) count += 1;
  if (count > maxParameters)
    throw validationFailed({
      details: [{ path: 'query', message: `query has more than ${maxParameters} parameters` }],
    });
}

/** A query or parameter that nobody declared is a mistake worth telling. @throws VALIDATION_FAILED */
export function refuseAll(value: object): void {
  const names = Object.keys(value);
  if (names.length > 0)
    throw validationFailed({
      details: names.slice(0, 50).map((path) => ({ path, message: `${path} is not allowed` })),
    });
}
