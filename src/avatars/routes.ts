// HTTP door of pictures; upload-routes.ts takes them in.
import type { Request } from 'express';
import type { Identity } from '../contracts/identity.ts';
import { memberRoute, openRoute, type Route } from '../platform/http/route.ts';
import { isUuid } from '../platform/ids.ts';
import { idOrHandle, profileNotFound } from '../profiles/index.ts';
import type { AvatarDelivery, PictureWish } from './delivery.ts';
import { uploadNotFound } from './errors.ts';
import * as schema from './schema.ts';
import { createUploadRoutes, type UploadRouteParts } from './upload-routes.ts';
import { upload } from './upload-schema.ts';

const tag = 'Avatar';
const image = 'image/*';

const wantsPicture = (request: Request) => request.accepts(['json', 'image/webp']) === 'image/webp';
/** `Accept`, as a choice among media types. */
const acceptsOf =
  (request: Request): PictureWish['accepts'] =>
  (types) =>
    request.accepts(types);

export interface AvatarRouteParts extends UploadRouteParts {
  readonly delivery: AvatarDelivery;
  /** Told when somebody was shown the picture of the person with this id. */
  readonly viewed: (
    viewing: { tenantId: string; identity: Identity | undefined; request: Request },
    userId: string,
  ) => void;
}

export function createAvatarRoutes(parts: AvatarRouteParts): Route[] {
  const { uploads, delivery } = parts;
  return [
    ...createUploadRoutes(parts),
    memberRoute({
      method: 'get',
      path: '/profile/avatar',
      tag,
      summary: 'Your picture',
      description: 'The record of your newest upload; the picture itself when the request prefers `image/*`.',
      responses: { 200: upload },
      errors: [uploadNotFound, profileNotFound],
      async handle({ request, identity, tenantId }) {
        if (!wantsPicture(request)) return { data: await uploads.readLatest(identity) };
        return delivery.ofPerson(tenantId, identity.userId, identity, {
          size: 256,
          accepts: acceptsOf(request),
        });
      },
    }),
    openRoute({
      method: 'get',
      path: '/profiles/{id}/avatar',
      limit: 'file',
      tag,
      access: 'anyone',
      summary: 'A person’s picture',
      description:
        'The picture this viewer may see, in the nearest size there is and the format that `Accept` asks for, or a drawing: initials, or the style its owner chose. People who are absent or hidden share one silhouette (404).',
      headers: { Accept: 'AVIF, WebP and JPEG for pictures; SVG, WebP, PNG and JPEG for drawings.' },
      params: idOrHandle,
      query: schema.wish,
      responses: { 200: image, 404: image },
      async handle({ tenantId, params, identity, query, request }) {
        const picture = await delivery.ofPerson(tenantId, params.id, identity, {
          ...query,
          accepts: acceptsOf(request),
        });
        // Other sites embed the address that profiles give, which has the id.
        if (picture.status !== 404 && isUuid(params.id)) parts.viewed({ tenantId, identity, request }, params.id);
        return picture;
      },
    }),
    openRoute({
      method: 'get',
      path: '/avatars/{id}/{hash}/{file}',
      limit: 'file',
      root: true,
      tag,
      access: 'anyone',
      summary: 'A picture by its own address',
      description:
        'Public pictures may be cached for a year; any other needs the signature that its address came with.',
      params: schema.pictureParams,
      query: schema.pictureQuery,
      responses: { 200: image, 404: image },
      handle: ({ params, query }) => delivery.byAddress({ ...params, ...query }),
    }),
  ];
}
