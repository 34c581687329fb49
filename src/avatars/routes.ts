// HTTP door of avatars.
import type { Request } from 'express';
import { memberRoute, openRoute, type Route } from '../platform/http/route.ts';
import { receiveFile } from '../platform/http/upload.ts';
import { idOrHandle, profileNotFound } from '../profiles/index.ts';
import type { AvatarDelivery } from './delivery.ts';
import { fileTooLarge, imageTooLarge, imageUnreadable, unsupportedImageType, uploadNotFound } from './errors.ts';
import type { AvatarIntake } from './intake.ts';
import * as schema from './schema.ts';

const fields = ['avatar', 'file'] as const;
const maxWaitSeconds = 20; // a process that is told to stop gives its requests 25
const tag = 'Avatar';
const image = 'image/*';

/** Seconds of `Prefer: wait=N` (RFC 7240), or undefined. */
function preferredWaitSeconds(request: Request): number | undefined {
  const seconds = /(?:^|[,;\s])wait=(\d{1,3})\b/.exec(String(request.headers.prefer ?? ''))?.[1];
  return seconds === undefined ? undefined : Math.min(Number(seconds), maxWaitSeconds);
}

const wantsPicture = (request: Request) => request.accepts(['json', 'image/webp']) === 'image/webp';

export function createAvatarRoutes({ intake, delivery }: { intake: AvatarIntake; delivery: AvatarDelivery }): Route[] {
  return [
    memberRoute({
      method: 'post',
      path: '/profile/avatar',
      tag,
      summary: 'Upload a picture',
      description:
        'The file is taken at once (202) and its variants are made in the background; the addresses answer when it is ready. With `Prefer: wait=N` the answer comes when it is finished (200), after N seconds at the latest.',
      upload: fields,
      headers: { Prefer: '`wait=N`: how many seconds to wait for the variants, 20 at most.' },
      responses: { 200: schema.upload, 202: schema.upload },
      errors: [fileTooLarge, unsupportedImageType, imageTooLarge, imageUnreadable, profileNotFound],
      async handle({ request, identity, origin }) {
        const kept = await receiveFile(request, fields, {
          keep: (stream) => intake.keep(identity, stream),
          discard: intake.discard,
        });
        const upload = await intake.accept(identity, origin, kept);
        const seconds = preferredWaitSeconds(request);
        if (seconds === undefined) return { status: 202, data: upload };
        const later = await intake.waitFor(identity, upload.uploadId, seconds * 1000);
        return {
          status: later.finishedAt ? 200 : 202,
          data: later,
          headers: { 'Preference-Applied': `wait=${seconds}` },
        };
      },
    }),
    memberRoute({
      method: 'get',
      path: '/profile/avatar',
      tag,
      summary: 'Your picture',
      description: 'The record of your newest upload; the picture itself when the request prefers `image/*`.',
      responses: { 200: schema.upload },
      errors: [uploadNotFound, profileNotFound],
      async handle({ request, identity, tenantId }) {
        if (!wantsPicture(request)) return { data: await intake.status(identity) };
        return delivery.ofPerson(tenantId, identity.userId, identity, { size: 256, format: 'webp' });
      },
    }),
    memberRoute({
      method: 'get',
      path: '/profile/avatar/status',
      tag,
      summary: 'How far your newest upload is',
      responses: { 200: schema.upload },
      errors: [uploadNotFound, profileNotFound],
      handle: async ({ identity }) => ({ data: await intake.status(identity) }),
    }),
    memberRoute({
      method: 'delete',
      path: '/profile/avatar',
      tag,
      summary: 'Remove your picture',
      description: 'Its addresses stop answering at once; the files are removed in the background.',
      responses: { 204: image },
      errors: [profileNotFound],
      async handle({ identity, origin }) {
        await intake.remove(identity, origin);
        return { status: 204, data: null };
      },
    }),
    openRoute({
      method: 'get',
      path: '/profiles/{id}/avatar',
      tag,
      access: 'anyone',
      summary: 'A person’s picture',
      description:
        'The picture this viewer may see, or initials. People who are absent or hidden share one silhouette (404).',
      params: idOrHandle,
      query: schema.wish,
      responses: { 200: image, 404: image },
      handle: ({ tenantId, params, identity, query }) => delivery.ofPerson(tenantId, params.id, identity, query),
    }),
    openRoute({
      method: 'get',
      path: '/avatars/{userId}/{hash}/{file}',
      root: true,
      tag,
      access: 'anyone',
      summary: 'A picture by its own address',
      description:
        'Public pictures may be cached for a year; any other needs the signature that its address came with.',
      params: schema.pictureParams,
      query: schema.pictureQuery,
      responses: { 200: image, 404: image },
      handle: ({ tenantId, params, query }) => delivery.byAddress(tenantId, { ...params, ...query }),
    }),
  ];
}
