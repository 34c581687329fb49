// Failures of the door itself, and the problem document that every failure leaves as.
import { STATUS_CODES } from 'node:http';
import { isDatabaseUnavailable } from '../db/failure.ts';
import { AppError, defineError } from '../errors.ts';

export const validationFailed = defineError('VALIDATION_FAILED', 400, 'Some fields are not acceptable.');
export const malformedJson = defineError('MALFORMED_JSON', 400, 'The body is not valid JSON.');
export const malformedRequest = defineError('MALFORMED_REQUEST', 400, 'The request cannot be read.');
export const unauthenticated = defineError('UNAUTHENTICATED', 401, 'Sign in first: a valid access token is needed.');
export const forbidden = defineError('FORBIDDEN', 403, 'Your account may not do this.');
export const crossSiteRequest = defineError(
  'CROSS_SITE_REQUEST',
  403,
  'A session cookie counts only for requests from our own pages. Others send an access token.',
);
export const notFound = defineError('NOT_FOUND', 404, 'There is nothing here.');
export const methodNotAllowed = defineError('METHOD_NOT_ALLOWED', 405, 'This address does not take that method.');
export const preconditionFailed = defineError('PRECONDITION_FAILED', 412, 'Somebody changed this in the meantime.');
export const bodyTooLarge = defineError('BODY_TOO_LARGE', 413, 'The body is too large.');
export const unsupportedMediaType = defineError('UNSUPPORTED_MEDIA_TYPE', 415, 'This type of body is not accepted.');
export const requestTimeout = defineError('REQUEST_TIMEOUT', 408, 'The request took too long to arrive.');
export const headersTooLarge = defineError('HEADERS_TOO_LARGE', 431, 'The headers of the request are too large.');
export const internalError = defineError('INTERNAL_ERROR', 500, 'Something went wrong on our side.', {
  retry: 'later',
});
export const unavailable = defineError('UNAVAILABLE', 503, 'The service cannot answer right now.', { retry: 'later' });

/** RFC 9457, with the members that clients of the plain `{success, error, code}` form read. */
export function problemDocument(error: AppError, requestId: string): Record<string, unknown> {
  return {
    type: 'about:blank',
    title: STATUS_CODES[error.status] ?? 'Error',
    status: error.status,
    detail: error.message,
    success: false,
    error: error.message,
    code: error.code,
    ...(error.details && { details: error.details }),
    ...error.extra,
    requestId,
  };
}

// Own or inherited: the parsers do both.
const property = (error: object, name: string): unknown => Reflect.get(error, name);

/** What Express, its parsers and the database throw, as one of ours; anything unknown is an internal error. */
export function toAppError(error: unknown): AppError {
  if (error instanceof AppError) return error;
  if (typeof error !== 'object' || error === null) return internalError({ cause: error });
  // body-parser names its failures in `type`, the router throws URIError for a broken escape.
  switch (property(error, 'type')) {
    case 'entity.parse.failed':
      return malformedJson();
    case 'entity.too.large':
      return bodyTooLarge();
    case 'encoding.unsupported':
    case 'charset.unsupported':
      return unsupportedMediaType();
    case 'request.aborted':
    case 'request.size.invalid':
    case 'stream.encoding.set':
    case 'entity.verify.failed':
      return malformedRequest();
  }
  if (error instanceof URIError) return malformedRequest();
  // What else the parsers refuse (a broken gzip body, say) carries a status and no type.
  const status = property(error, 'status');
  if (typeof status === 'number' && status >= 400 && status < 500) return malformedRequest({ cause: error });
  if (isDatabaseUnavailable(error)) return unavailable({ cause: error, headers: { 'Retry-After': '2' } });
  return internalError({ cause: error });
}
