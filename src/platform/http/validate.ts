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
export function parsePart(schema: Joi.Schema, value: unknown, part: 'params' | 'query' | 'body'): unknown {
  const { error, value: parsed } = schema.validate(value, {
    abortEarly: false,
    convert: true,
    presence: 'optional',
    errors: { wrap: { label: false } },
  });
  if (error) throw validationFailed({ details: detailsOf(error, part) });
  return parsed;
}

/** A query or parameter that nobody declared is a mistake worth telling. @throws VALIDATION_FAILED */
export function refuseAll(value: object): void {
  const names = Object.keys(value);
  if (names.length > 0)
    throw validationFailed({
      details: names.slice(0, 50).map((path) => ({ path, message: `${path} is not allowed` })),
    });
}
