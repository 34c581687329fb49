// HTTP door of uploaded icons.
import Joi from 'joi';
import { caching, fileTooLarge } from '../avatars/index.ts';
import { requestTimeout } from '../platform/http/errors.ts';
import { memberRoute, openRoute, type Route } from '../platform/http/route.ts';
import { receiveForm } from '../platform/http/upload.ts';
import { imageTooLarge, imageUnreadable, unsupportedImageType } from '../platform/image/errors.ts';
import { badgeIconNotFound, badgeNotFound } from './errors.ts';
import type { BadgeIcons } from './icon-intake.ts';
import * as schema from './icon-schema.ts';
import { slugParam } from './schema.ts';

const tag = 'Badges';
const shared = { tag, access: 'badges:define:tenant', path: '/badges/{slug}/icon', params: slugParam } as const;
const image = 'image/*';
const form = { files: ['icon'], form: Joi.object({}) };

export const createBadgeIconRoutes = ({ icons }: { icons: BadgeIcons }): Route[] => [
  memberRoute({
    ...shared,
    method: 'put',
    summary: 'Upload an icon for a badge',
    description:
      'PNG, JPEG or WebP, 1 MiB at most, as the bytes tell; SVG is not taken, since it may hold scripts. The middle of the picture becomes a square of 256 pixels, in the background and without metadata; until then the icon before it is shown. `GET` tells how far it is.',
    upload: form,
    responses: { 202: schema.icon },
    errors: [requestTimeout, badgeNotFound, fileTooLarge, unsupportedImageType, imageTooLarge, imageUnreadable],
    async handle({ identity, params, origin, request }) {
      const taken = await icons.upload(
        identity,
        params.slug,
        async (consumer) => (await receiveForm(request, form, consumer)).kept,
        origin,
      );
      return { status: 202, data: taken };
    },
  }),
  memberRoute({
    ...shared,
    method: 'get',
    summary: 'How far the icon of a badge is',
    responses: { 200: schema.icon },
    errors: [badgeNotFound],
    handle: async ({ identity, params }) => ({ data: await icons.status(identity, params.slug) }),
  }),
  memberRoute({
    ...shared,
    method: 'delete',
    summary: 'Go back to the built-in icon',
    responses: { 204: Joi.any() },
    errors: [badgeNotFound],
    async handle({ identity, params, origin }) {
      await icons.remove(identity, params.slug, origin);
      return { status: 204, data: null };
    },
  }),
  openRoute({
    method: 'get',
    path: '/badge-icons/{id}/{file}',
    root: true,
    limit: 'file',
    tag,
    access: 'anyone',
    summary: 'An uploaded icon',
    description: 'Its address names its content, and may be cached for a year.',
    params: schema.iconParams,
    responses: { 200: image },
    errors: [badgeIconNotFound],
    handle: ({ params }) => icons.read(params.id, params.file),
  }),
  openRoute({
    method: 'get',
    path: '/badges/{tenantId}/{slug}/icon',
    limit: 'file',
    tag,
    access: 'anyone',
    summary: 'Where the uploaded icon of a badge is now',
    description: 'The address that credentials give: it stays when the icon is replaced.',
    params: schema.badgeParams,
    responses: { 302: image },
    errors: [badgeIconNotFound],
    handle: async ({ params }) => ({
      status: 302,
      raw: '',
      contentType: 'text/plain',
      headers: {
        Location: await icons.locate(params.tenantId, params.slug),
        'Cache-Control': caching.shortly,
        'Cross-Origin-Resource-Policy': 'cross-origin',
      },
    }),
  }),
];
