// The OpenAPI document says what joi does.
import express from 'express';
import Joi from 'joi';
import request from 'supertest';
import { defineError } from '../../src/platform/errors.ts';
import { mountDocumentation } from '../../src/platform/http/docs.ts';
import { problemDocument, validationFailed } from '../../src/platform/http/errors.ts';
import { buildOpenApi } from '../../src/platform/http/openapi/index.ts';
import { memberRoute, openRoute } from '../../src/platform/http/route.ts';
import { createAjv, fromOutside, openApiProblems } from '../support/openapi-rules.ts';

const link = Joi.object({ url: Joi.string().uri().required().example('https://ada.test') }).meta({ name: 'Link' });

const profile = Joi.object({
  id: Joi.string().uuid().meta({ readOnly: true }),
  bio: Joi.string().allow(null).max(10).description('A few words.').example('Counts.'),
  links: Joi.array().items(link).max(2),
  internal: Joi.forbidden(),
  nickname: Joi.string().optional(),
})
  .description('The profile.')
  .meta({ name: 'Profile' });

const change = Joi.object({
  bio: Joi.string().allow(null, '').max(10),
  level: Joi.valid('public', 'private'),
  ip: Joi.string().ip(),
  age: Joi.number().integer().min(0),
  links: Joi.array().items(link).max(2).unique(),
  fields: Joi.object().pattern(Joi.valid('bio', 'age'), Joi.valid('public', 'private')),
  labels: Joi.object().pattern(/^[a-z]+$/, Joi.string()),
  contact: Joi.alternatives(Joi.object({ mail: Joi.string().email().required() }), Joi.string().max(3)).allow(null),
  secret: Joi.any().strip(),
  internal: Joi.forbidden(),
});

const proof = Joi.object({ token: Joi.string(), email: Joi.string(), code: Joi.string() })
  .xor('token', 'email')
  .and('email', 'code');

const id = Joi.object({
  id: Joi.string().uuid().required().description('Whose.').example('018f2c5e-9d4b-7f6a-8a55-2b8f1c3d7e90'),
});
const handleTaken = defineError('HANDLE_TAKEN', 409, 'This handle belongs to somebody else.');
const profileNotFound = defineError('PROFILE_NOT_FOUND', 404, 'There is no such profile.');
const handle = () => Promise.reject(new Error('never called'));

const routes = [
  openRoute({
    method: 'get',
    path: '/profiles/{id}',
    summary: 'Read a profile',
    tag: 'Profiles',
    access: 'anyone',
    params: id,
    query: Joi.object({
      limit: Joi.number().integer().min(1).max(100).default(20).description('How many.'),
    }),
    headers: { 'If-None-Match': 'The entity tag you have.' },
    responses: { 200: profile },
    errors: [profileNotFound],
    handle,
  }),
  memberRoute({
    method: 'patch',
    path: '/profile',
    summary: 'Change fields',
    description: 'JSON Merge Patch.',
    tag: 'Profiles',
    body: change,
    headers: { 'If-Match': 'The entity tag you saw.' },
    responses: { 200: profile },
    errors: [handleTaken],
    handle,
  }),
  memberRoute({
    method: 'post',
    path: '/profile/avatar',
    summary: 'Upload a picture',
    tag: 'Avatars',
    upload: { files: ['avatar', 'file'], form: Joi.object({ alt: Joi.string() }) },
    responses: { 202: Joi.object({ statusUrl: Joi.string() }).description('It will be processed.') },
    handle,
  }),
  memberRoute({
    method: 'delete',
    path: '/profile/avatar',
    summary: 'Remove it',
    tag: 'Avatars',
    responses: { 204: Joi.any() },
    handle,
  }),
  openRoute({
    method: 'get',
    path: '/profiles/{id}/avatar',
    summary: 'See the picture',
    tag: 'Avatars',
    access: 'anyone',
    params: id,
    responses: { 200: 'image/*' },
    handle,
  }),
  openRoute({
    method: 'post',
    path: '/auth/verify-email',
    summary: 'Prove an address',
    tag: 'Accounts',
    access: 'anyone',
    body: proof,
    responses: { 200: Joi.object({}) },
    handle,
  }),
  memberRoute({
    method: 'get',
    path: '/users',
    summary: 'List accounts',
    tag: 'Accounts',
    access: 'users:read:tenant',
    responses: { 200: Joi.array().items(profile) },
    handle,
  }),
];

const document = await buildOpenApi(routes, {
  title: 'Cameo',
  version: '1.2.3',
  description: 'Profiles.',
  serverUrl: '/',
});

function operation(method: string, path: string) {
  const found = document.paths[path]?.[method];
  if (!found) throw new Error(`No ${method} ${path}`);
  return found;
}

const ajv = createAjv(document);
const validator = (schema: unknown) => ajv.compile(fromOutside(schema));

const bodySchema = (method: string, path: string) =>
  Object.values(operation(method, path).requestBody?.content ?? {})[0]?.schema;

describe('the document', () => {
  it('is valid OpenAPI 3.1 and says something about everything', () => {
    expect(openApiProblems(document)).toEqual([]);
  });

  it('is not called valid when it is broken', () => {
    const [path = '', operations = {}] = Object.entries(document.paths)[0] ?? [];
    const { get } = operations;
    if (!get) throw new Error('No sample');
    const broken = {
      ...document,
      tags: [],
      paths: {
        [path]: { get },
        '/other': {
          get: {
            ...get,
            responses: {
              200: { description: '', content: { x: { schema: { $ref: '#/components/schemas/Nothing' } } } },
            },
          },
        },
      },
    };
    const problems = openApiProblems(broken).join('\n');
    expect(problems).toContain('#/components/schemas/Nothing is not there');
    expect(problems).toContain('is used twice');
    expect(problems).toContain('tag Profiles is not declared');
    expect(problems).toContain('declares the path parameters [id], has []');
  });

  it('names operations by method and path', () => {
    const ids = Object.values(document.paths).flatMap((byMethod) =>
      Object.values(byMethod).map((one) => one.operationId),
    );
    expect(ids).toEqual([
      'getProfilesById',
      'patchProfile',
      'postProfileAvatar',
      'deleteProfileAvatar',
      'getProfilesByIdAvatar',
      'postAuthVerifyEmail',
      'getUsers',
    ]);
  });

  it('refuses two routes at one address and two schemas of one name', async () => {
    const info = { title: '', version: '', description: '', serverUrl: '/' };
    const route = {
      method: 'get',
      path: '/a',
      summary: 's',
      tag: 't',
      access: 'anyone',
      responses: { 200: profile },
    } as const;
    await expect(buildOpenApi([route, route], info)).rejects.toThrow('Two routes answer GET /api/v1/a');
    const other = { ...route, path: '/b', responses: { 200: Joi.object({}).meta({ name: 'Profile' }) } };
    await expect(buildOpenApi([route, other], info)).rejects.toThrow('called Profile');
  });
});

describe('request bodies', () => {
  const accepted = [
    {},
    { bio: null },
    { bio: '' },
    { level: 'public' },
    { ip: '1.2.3.4' },
    { ip: '::1' },
    { age: 0 },
    { links: [{ url: 'https://a.test' }] },
    { fields: { bio: 'public' } },
    { labels: { home: 'x' } },
    { contact: null },
    { contact: 'abc' },
    { contact: { mail: 'a@b.com' } },
  ];
  const refused = [
    { bio: 'longer than ten' },
    { level: 'secret' },
    { level: null },
    { ip: 'zz' },
    { age: 1.5 },
    { age: -1 },
    { age: '1' },
    { links: [{}] },
    { links: [{ url: 'nope' }] },
    { links: [{ url: 'https://a.test' }, { url: 'https://a.test' }] },
    { fields: { other: 'public' } },
    { fields: { bio: 'x' } },
    { labels: { UP: 'x' } },
    { labels: { home: 1 } },
    { contact: 'abcd' },
    { contact: {} },
    { internal: 1 },
    { unknown: 1 },
  ];

  it.each([...accepted.map((input) => [input, true] as const), ...refused.map((input) => [input, false] as const)])(
    '%j is judged alike by joi and by the schema',
    (input, isAccepted) => {
      expect(change.validate(input, { convert: false }).error === undefined).toBe(isAccepted);
      expect(validator(bodySchema('patch', '/api/v1/profile'))(input)).toBe(isAccepted);
    },
  );

  it.each([
    [{ token: 't' }, true],
    [{ email: 'e', code: 'c' }, true],
    [{}, false],
    [{ token: 't', email: 'e', code: 'c' }, false],
    [{ email: 'e' }, false],
    [{ token: 't', code: 'c' }, false],
  ])('keys that depend on each other: %j', (input, isAccepted) => {
    expect(proof.validate(input).error === undefined).toBe(isAccepted);
    expect(validator(bodySchema('post', '/api/v1/auth/verify-email'))(input)).toBe(isAccepted);
  });

  it('are required when an empty object would not do', () => {
    expect(operation('patch', '/api/v1/profile').requestBody?.required).toBe(false);
    expect(operation('post', '/api/v1/auth/verify-email').requestBody?.required).toBe(true);
  });

  it('of an upload are one file in any of the fields', () => {
    expect(Object.keys(operation('post', '/api/v1/profile/avatar').requestBody?.content ?? {})).toEqual([
      'multipart/form-data',
    ]);
    const validate = validator(bodySchema('post', '/api/v1/profile/avatar'));
    expect([{ avatar: '' }, { file: '' }, {}, { avatar: '', file: '' }].map((body) => validate(body))).toEqual([
      true,
      true,
      false,
      false,
    ]);
  });
});

describe('replies', () => {
  const whole = { id: '018f2c5e-9d4b-7f6a-8a55-2b8f1c3d7e90', bio: null, links: [] };

  it.each([
    [{ success: true, data: whole }, true],
    [{ success: true, data: { ...whole, nickname: 'Ada' } }, true],
    [{ success: true, data: whole, meta: { nextCursor: null } }, false],
    [{ success: true, data: { ...whole, links: undefined } }, false],
    [{ success: true, data: { ...whole, internal: 1 } }, false],
    [{ success: false, data: whole }, false],
    [whole, false],
  ])('come in the envelope with every key: %j', (reply, isAccepted) => {
    const schema = operation('get', '/api/v1/profiles/{id}').responses['200']?.content?.['application/json']?.schema;
    expect(validator(schema)(JSON.parse(JSON.stringify(reply)))).toBe(isAccepted);
  });

  it('share named schemas, with their descriptions and examples', () => {
    const { Profile, Link } = document.components.schemas;
    expect(Profile?.properties?.bio).toMatchObject({ description: 'A few words.', examples: ['Counts.'] });
    expect(Profile?.properties?.id).toMatchObject({ readOnly: true });
    expect(Profile?.properties).not.toHaveProperty('internal');
    expect(Profile?.properties?.links).toMatchObject({ items: { $ref: '#/components/schemas/Link' } });
    expect(Link?.properties?.url).toMatchObject({ examples: ['https://ada.test'] });
  });

  it('may be a file, or nothing', () => {
    expect(Object.keys(operation('get', '/api/v1/profiles/{id}/avatar').responses['200']?.content ?? {})).toEqual([
      'image/*',
    ]);
    const removed = operation('delete', '/api/v1/profile/avatar').responses['204'];
    expect(removed).toEqual({ description: 'No Content', headers: expect.anything() });
    expect(removed?.headers).not.toHaveProperty('ETag');
  });

  it('carry an entity tag where conditions are understood', () => {
    const { responses } = operation('get', '/api/v1/profiles/{id}');
    expect([responses['200']?.headers, responses['304']?.headers]).toEqual([
      expect.objectContaining({ ETag: expect.anything() }),
      expect.objectContaining({ ETag: expect.anything() }),
    ]);
  });
});

describe('errors', () => {
  const codesOf = (method: string, path: string) =>
    Object.values(operation(method, path).responses).flatMap((response) =>
      Object.keys(response.content?.['application/problem+json']?.examples ?? {}),
    );

  it('are those of the route and those that its kind may meet', () => {
    expect(codesOf('get', '/api/v1/profiles/{id}')).toEqual([
      'VALIDATION_FAILED',
      'MALFORMED_REQUEST',
      'UNAUTHENTICATED',
      'PROFILE_NOT_FOUND',
      'RATE_LIMITED',
      'INTERNAL_ERROR',
      'UNAVAILABLE',
    ]);
    expect(codesOf('patch', '/api/v1/profile')).toEqual([
      'VALIDATION_FAILED',
      'MALFORMED_REQUEST',
      'MALFORMED_JSON',
      'UNAUTHENTICATED',
      'CROSS_SITE_REQUEST',
      'FORBIDDEN',
      'HANDLE_TAKEN',
      'PRECONDITION_FAILED',
      'BODY_TOO_LARGE',
      'UNSUPPORTED_MEDIA_TYPE',
      'RATE_LIMITED',
      'INTERNAL_ERROR',
      'UNAVAILABLE',
    ]);
    expect(codesOf('get', '/api/v1/users')).toContain('FORBIDDEN');
  });

  it('look as the service sends them', () => {
    const validate = validator({ $ref: '#/components/schemas/Problem' });
    for (const { value } of Object.values(document.components.examples)) expect(validate(value)).toBe(true);
    const real = problemDocument(validationFailed({ details: [{ path: 'a', message: 'b' }] }), 'r');
    expect(validate(real)).toBe(true);
    expect(validate({ ...real, code: undefined })).toBe(false);
  });
});

describe('the pages', () => {
  const app = express();
  mountDocumentation(app, document.info.title, async () => document);

  it('serve the document', async () => {
    const { body, type } = await request(app).get('/openapi.json');
    expect([type, body.info.title]).toEqual(['application/json', 'Cameo']);
  });

  it('show it, with nothing from another host', async () => {
    expect((await request(app).get('/docs')).headers.location).toBe('/docs/');
    const page = await request(app).get('/docs/').expect(200);
    expect(page.headers['content-security-policy']).toContain("script-src 'self';");
    const assets = [...page.text.matchAll(/(?:src|href)="(.*?)"/g)]
      .map((match) => match[1])
      .filter((name) => name !== undefined);
    expect(assets).toContain('./swagger-ui-init.js');
    for (const name of assets) {
      expect(name).toMatch(/^\.\//);
      await request(app).get(`/docs/${name}`).expect(200);
    }
    const { text } = await request(app).get('/docs/swagger-ui-init.js');
    expect(text).toContain('"/openapi.json"');
    expect(text).toMatch(/"validatorUrl": null/);
    await request(app).get('/docs/elsewhere').expect(404);
  });
});
