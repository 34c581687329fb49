// The errors of an operation: those its route declares and those that every route of its kind may meet.
import { STATUS_CODES } from 'node:http';
import type { ErrorDefinition } from '../../errors.ts';
import { rateLimited } from '../../rate-limit/errors.ts';
import {
  bodyTooLarge,
  crossSiteRequest,
  forbidden,
  internalError,
  malformedJson,
  malformedRequest,
  notFound,
  preconditionFailed,
  problemDocument,
  unauthenticated,
  unavailable,
  unsupportedMediaType,
  validationFailed,
} from '../errors.ts';
import { limitClassOf } from '../rate-limit.ts';
import type { RouteDocumentation } from '../route.ts';
import { fileMissing } from '../upload.ts';
import { headersOf } from './headers.ts';
import type { JsonSchema, ResponseObject } from './types.ts';

/** What `problemDocument` makes (RFC 9457). */
export const problemSchema: JsonSchema = {
  type: 'object',
  description: 'Why a request failed (RFC 9457), also in the form `{success, error, code}`.',
  required: ['type', 'title', 'status', 'detail', 'success', 'error', 'code', 'requestId'],
  properties: {
    type: { type: 'string', description: 'Always `about:blank`: the code says more than an address would.' },
    title: { type: 'string', description: 'The name of the status.' },
    status: { type: 'integer', minimum: 400, maximum: 599, description: 'The HTTP status.' },
    detail: { type: 'string', description: 'A sentence for people; it may change.' },
    success: { const: false },
    error: { type: 'string', description: 'The same sentence as `detail`.' },
    code: { type: 'string', pattern: '^[A-Z][A-Z0-9_]*$', description: 'What programs decide on; it stays.' },
    details: {
      type: 'array',
      description: 'Each field that is not acceptable.',
      items: {
        type: 'object',
        required: ['path', 'message'],
        properties: {
          path: { type: 'string', description: 'Where, such as `socialLinks.github`.' },
          message: { type: 'string', description: 'What is wrong there.' },
        },
      },
    },
    requestId: { type: 'string', description: 'Name it when you report the failure; also in `X-Request-Id`.' },
  },
};

const hasHeader = (route: RouteDocumentation, name: string): boolean =>
  Object.keys(route.headers ?? {}).some((header) => header.toLowerCase() === name);

function impliedErrors(route: RouteDocumentation): ErrorDefinition[] {
  // A route that has its own error for a status knows better than the general one.
  const unlessDeclared = (error: ErrorDefinition) =>
    route.errors?.some(({ status }) => status === error.status) ? [] : [error];
  return [
    validationFailed, // a query that nobody declared is refused by every route
    malformedRequest,
    ...(route.body ? [malformedJson, bodyTooLarge, unsupportedMediaType] : []),
    ...(route.upload ? [...unlessDeclared(bodyTooLarge), fileMissing, unsupportedMediaType] : []),
    unauthenticated, // a token that is sent must be valid, also where none is needed
    ...(route.method === 'get' ? [] : [crossSiteRequest]), // with the cookie of a session
    ...(route.access === 'anyone' ? [] : [forbidden]), // members are refused where services call, and the reverse
    ...(route.params ? unlessDeclared(notFound) : []),
    ...(hasHeader(route, 'if-match') ? unlessDeclared(preconditionFailed) : []),
    ...(limitClassOf(route) ? [rateLimited] : []),
    internalError,
    unavailable,
  ];
}

/** Every error that the route may answer with, each code once, by status. */
export function errorsOf(route: RouteDocumentation): ErrorDefinition[] {
  const byCode = new Map([...impliedErrors(route), ...(route.errors ?? [])].map((error) => [error.code, error]));
  return [...byCode.values()].sort((a, b) => a.status - b.status);
}

/** The responses by status; their examples are references to `components.examples`. */
export function problemResponses(route: RouteDocumentation): Record<string, ResponseObject> {
  const errors = errorsOf(route);
  const statuses = [...new Set(errors.map(({ status }) => status))];
  return Object.fromEntries(
    statuses.map((status) => {
      const same = errors.filter((error) => error.status === status);
      const examples = Object.fromEntries(same.map(({ code }) => [code, { $ref: `#/components/examples/${code}` }]));
      const schema = { $ref: '#/components/schemas/Problem' };
      const description = same.map(({ code, message }) => `\`${code}\`: ${message}`).join('\n\n');
      const content = { 'application/problem+json': { schema, examples } };
      return [String(status), { description, ...headersOf(route, status), content }];
    }),
  );
}

/** `components.examples`: one problem document for each code. */
export function problemExamples(
  errors: readonly ErrorDefinition[],
): Record<string, { summary: string; value: unknown }> {
  const details = [{ path: 'displayName', message: 'displayName is required' }];
  return Object.fromEntries(
    errors.map((error) => {
      const example = error(error.code === validationFailed.code ? { details } : {});
      const summary = `${error.status} ${STATUS_CODES[error.status] ?? ''}`.trim();
      return [error.code, { summary, value: problemDocument(example, '018f2c5e-9d4b-4f6a-8a55-2b8f1c3d7e90') }];
    }),
  );
}
