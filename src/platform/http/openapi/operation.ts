// One route → one operation: parameters, body, responses.
import { STATUS_CODES } from 'node:http';
import type Joi from 'joi';
import { limitClassOf } from '../rate-limit.ts';
import type { FileUpload, FormUpload, RouteDocumentation } from '../route.ts';
import { headersOf } from './headers.ts';
import { problemResponses } from './problems.ts';
import type { SchemaRegistry } from './schema.ts';
import type { JsonSchema, Operation, Parameter, RequestBody, ResponseObject } from './types.ts';

const capitalised = (word: string) => word.charAt(0).toUpperCase() + word.slice(1);

/** `get` + `/profiles/{id}/avatar` → `getProfilesByIdAvatar`. */
function operationIdOf({ method, path }: Pick<RouteDocumentation, 'method' | 'path'>): string {
  const words = path.replace(/\{(\w+)\}/g, 'by $1').match(/[A-Za-z0-9]+/g) ?? [];
  return method + words.map(capitalised).join('');
}

function accessSentence(access: RouteDocumentation['access']): string {
  if (access === 'anyone') return 'Open to everybody.';
  if (typeof access === 'object') return `Needs a service token with the scope \`${access.scope}\`.`;
  return access === 'signed-in' ? 'Needs an access token.' : `Needs the permission \`${access}\`.`;
}

function limitSentence(route: RouteDocumentation): string {
  const kind = limitClassOf(route);
  return kind ? `Counts towards the limit of \`${kind}\` requests.` : '';
}

function securityOf({ access, root }: RouteDocumentation): Operation['security'] {
  if (typeof access === 'object') return [{ serviceToken: [] }];
  const signedIn = [{ accessToken: [] }, { sessionCookie: [] }];
  if (access !== 'anyone') return signedIn;
  return root ? [] : [{}, ...signedIn];
}

/** Of a list that may also be one value: joi describes the list. */
function descriptionWithin({ anyOf }: JsonSchema): unknown {
  const kinds: unknown[] = Array.isArray(anyOf) ? anyOf : [];
  return kinds.flatMap((kind) =>
    kind !== null && typeof kind === 'object' ? Reflect.get(kind, 'description') : [],
  )[0];
}

function parametersIn(place: 'path' | 'query', schema: Joi.ObjectSchema | undefined, registry: SchemaRegistry) {
  if (!schema) return [];
  const { properties = {}, required = [] } = registry.convert(schema, 'request');
  return Object.entries(properties).map(([name, property]): Parameter => {
    const { examples, ...rest } = property;
    delete rest.description;
    const description = property.description ?? descriptionWithin(property);
    const [example] = [examples, rest.default, rest.enum].flat().filter((value) => value !== undefined);
    return {
      name,
      in: place,
      required: place === 'path' || required.includes(name),
      ...(typeof description === 'string' && { description }),
      ...(example !== undefined && { example }),
      schema: rest,
    };
  });
}

function parametersOf(route: RouteDocumentation, registry: SchemaRegistry): Parameter[] {
  const headers = Object.entries(route.headers ?? {}).map(
    ([name, description]): Parameter => ({
      name,
      in: 'header',
      required: false,
      description,
      schema: { type: 'string' },
    }),
  );
  return [...parametersIn('path', route.params, registry), ...parametersIn('query', route.query, registry), ...headers];
}

function uploadBodyOf(upload: FormUpload | FileUpload, registry: SchemaRegistry): RequestBody {
  const file = { type: 'string', format: 'binary', description: 'The file; its bytes decide its type.' };
  if ('types' in upload)
    return { required: true, content: Object.fromEntries(upload.types.map((type) => [type, { schema: file }])) };
  const { properties } = registry.convert(upload.form, 'request');
  const schema = {
    type: 'object',
    properties: { ...Object.fromEntries(upload.files.map((name) => [name, file])), ...properties },
    oneOf: upload.files.map((name) => ({ required: [name] })),
  };
  return { required: true, content: { 'multipart/form-data': { schema } } };
}

function requestBodyOf(route: RouteDocumentation, registry: SchemaRegistry): RequestBody | undefined {
  if (route.upload) return uploadBodyOf(route.upload, registry);
  if (!route.body) return undefined;
  const schema = registry.convert(route.body, 'request');
  const types = route.method === 'patch' ? ['application/merge-patch+json', 'application/json'] : ['application/json'];
  return {
    // A missing body is read as an empty object.
    required: route.body.validate({}).error !== undefined,
    content: Object.fromEntries(types.map((type) => [type, { schema }])),
  };
}

/** `{success: true, data, meta?}` around the data. */
const envelope = (data: JsonSchema, meta: JsonSchema | undefined): JsonSchema => ({
  type: 'object',
  required: ['success', 'data', ...(meta ? ['meta'] : [])],
  properties: { success: { const: true }, data, ...(meta && { meta }) },
  additionalProperties: false,
});

const descriptionOf = (status: number, schema: JsonSchema): string =>
  typeof schema.description === 'string' ? schema.description : (STATUS_CODES[status] ?? 'Answer');

function contentOf(route: RouteDocumentation, status: number, registry: SchemaRegistry): Partial<ResponseObject> {
  const expected = route.responses[status];
  if (expected === undefined || status === 204 || status === 304) return {};
  if (typeof expected === 'string')
    return { content: { [expected]: { schema: expected.startsWith('text/') ? { type: 'string' } : {} } } };
  const data = registry.convert(expected, 'reply');
  const meta = route.meta && registry.convert(route.meta, 'reply');
  const files = status === 200 ? (route.alternatives ?? []) : [];
  return {
    description: descriptionOf(status, data),
    content: {
      'application/json': { schema: envelope(data, meta) },
      ...Object.fromEntries(files.map((type) => [type, { schema: { type: 'string' } }])),
    },
  };
}

function repliesOf(route: RouteDocumentation, registry: SchemaRegistry): Record<string, ResponseObject> {
  const conditions = Object.keys(route.headers ?? {}).map((name) => name.toLowerCase());
  const replies = Object.keys(route.responses).map((key): [string, ResponseObject] => {
    const status = Number(key);
    const content = contentOf(route, status, registry);
    return [key, { description: descriptionOf(status, {}), ...headersOf(route, status), ...content }];
  });
  if (conditions.includes('if-none-match'))
    replies.push(['304', { description: 'Not Modified', ...headersOf(route, 304) }]);
  return Object.fromEntries(replies);
}

/** Describes one route. */
export function operationOf(route: RouteDocumentation, registry: SchemaRegistry): Operation {
  const parameters = parametersOf(route, registry);
  const requestBody = requestBodyOf(route, registry);
  return {
    operationId: operationIdOf(route),
    summary: route.summary,
    description: [route.description, accessSentence(route.access), limitSentence(route)].filter(Boolean).join('\n\n'),
    tags: [route.tag],
    security: securityOf(route),
    ...(parameters.length > 0 && { parameters }),
    ...(requestBody && { requestBody }),
    responses: { ...repliesOf(route, registry), ...problemResponses(route) },
  };
}
