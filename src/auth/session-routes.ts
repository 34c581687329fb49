// HTTP door of one's own sessions.
import Joi from 'joi';
import { notFound } from '../platform/http/errors.ts';
import { invalidCursor, type PageQuery, pageKeys, pageMeta } from '../platform/http/page.ts';
import { memberRoute, type Route } from '../platform/http/route.ts';
import * as schema from './schema.ts';
import type { SessionList } from './session-list.ts';

const base = { path: '/users/me/sessions', tag: 'Sign-in' } as const;
const query = Joi.object<PageQuery>(pageKeys('Sessions'));
const done = { status: 204, data: null };

export function createSessionRoutes({ sessions }: { sessions: SessionList }): Route[] {
  return [
    memberRoute({
      ...base,
      method: 'get',
      summary: 'Where you are signed in',
      description: 'Live sessions, the newest first.',
      query,
      responses: { 200: Joi.array().items(schema.session) },
      meta: pageMeta,
      errors: [invalidCursor],
      async handle({ identity, query: asked }) {
        const { items, meta } = await sessions.list(identity, asked);
        return { data: items, meta };
      },
    }),
    memberRoute({
      ...base,
      method: 'delete',
      summary: 'Sign out everywhere',
      description: 'Tokens and cookies of these sessions are refused from this moment on.',
      query: schema.endSessionsQuery,
      responses: { 204: Joi.any() },
      async handle({ identity, query: { keepCurrent }, origin }) {
        await sessions.endAll(identity, { keepCurrent }, origin);
        return done;
      },
    }),
    memberRoute({
      ...base,
      method: 'delete',
      path: `${base.path}/{id}`,
      summary: 'Sign out somewhere else',
      params: schema.sessionId,
      responses: { 204: Joi.any() },
      errors: [notFound],
      async handle({ identity, params: { id }, origin }) {
        await sessions.end(identity, id, origin);
        return done;
      },
    }),
  ];
}
