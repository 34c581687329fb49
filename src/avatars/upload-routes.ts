// HTTP door of uploads: sending a picture, watching it become one, going back to an older one.
import type { Request } from 'express';
import { emailNotVerified } from '../accounts/index.ts';
import type { Identity, Origin } from '../contracts/identity.ts';
import { requestTimeout, validationFailed } from '../platform/http/errors.ts';
import { type DataReply, memberRoute, type Route } from '../platform/http/route.ts';
import { receiveFile, receiveForm } from '../platform/http/upload.ts';
import { profileNotFound } from '../profiles/index.ts';
import { fieldLocked } from '../tenants/index.ts';
import type { AvatarChoice } from './choice.ts';
import * as errors from './errors.ts';
import type { AvatarIntake } from './intake.ts';
import * as schema from './upload-schema.ts';
import type { AvatarUploads } from './uploads.ts';

const maxWaitSeconds = 20; // a process that is told to stop gives its requests 25
const tag = 'Avatar';
const access = 'avatars:update:own';
const form = { files: ['avatar', 'file'], form: schema.pictureWords };
const types = ['image/jpeg', 'image/png', 'image/gif', 'image/webp', 'image/avif'];

/** Seconds of `Prefer: wait=N` (RFC 7240), or undefined. */
function preferredWaitSeconds(request: Request): number | undefined {
  const seconds = /(?:^|[,;\s])wait=(\d{1,3})\b/.exec(String(request.headers.prefer ?? ''))?.[1];
  return seconds === undefined ? undefined : Math.min(Number(seconds), maxWaitSeconds);
}

/** @throws VALIDATION_FAILED for a key that is no short, visible text */
function idempotencyKeyOf({ headers }: Request): string | null {
  const key = headers['idempotency-key'];
  if (key === undefined) return null;
  if (typeof key === 'string' && /^[\x21-\x7e]{1,200}$/.test(key)) return key;
  const message = 'Idempotency-Key must have 1 to 200 visible ASCII characters, without spaces';
  throw validationFailed({ details: [{ path: 'Idempotency-Key', message }] });
}

const headers = {
  Prefer: '`wait=N`: how many seconds to wait for the variants, 20 at most.',
  'Idempotency-Key': 'One for each picture: whoever sends it again gets the upload that the first request made.',
};
const uploadErrors = [
  requestTimeout,
  emailNotVerified,
  errors.fileTooLarge,
  errors.unsupportedImageType,
  errors.imageTooLarge,
  errors.imageUnreadable,
  errors.idempotencyKeyReused,
  errors.uploadQuotaExceeded,
  fieldLocked,
  profileNotFound,
];
const howItIsAnswered =
  'The file is taken at once (202) and its variants are made in the background; the addresses answer when it is ready. With `Prefer: wait=N` the answer comes when it is finished (200), after N seconds at the latest.';

export interface UploadRouteParts {
  readonly intake: AvatarIntake;
  readonly uploads: AvatarUploads;
  readonly choice: AvatarChoice;
}

export function createUploadRoutes({ intake, uploads, choice }: UploadRouteParts): Route[] {
  type Receive = Parameters<AvatarIntake['take']>[3];

  async function take(request: Request, identity: Identity, origin: Origin, receive: Receive): Promise<DataReply> {
    const { upload, profile } = await intake.take(identity, origin, idempotencyKeyOf(request), receive);
    const seconds = preferredWaitSeconds(request);
    if (seconds === undefined) return { status: 202, data: uploads.present(profile, upload) };
    const later = await uploads.waitFor(identity, upload.id, seconds * 1000);
    return { status: later.finishedAt ? 200 : 202, data: later, headers: { 'Preference-Applied': `wait=${seconds}` } };
  }

  return [
    memberRoute({
      method: 'post',
      path: '/profile/avatar',
      tag,
      access,
      summary: 'Upload a picture',
      description: howItIsAnswered,
      upload: form,
      headers,
      responses: { 200: schema.upload, 202: schema.upload },
      errors: uploadErrors,
      handle: ({ request, identity, origin }) =>
        take(request, identity, origin, (consumer) => receiveForm(request, form, consumer)),
    }),
    memberRoute({
      method: 'put',
      path: '/profile/avatar',
      tag,
      access,
      summary: 'Upload a picture as the body',
      description: `The request holds nothing but the picture. ${howItIsAnswered}`,
      query: schema.pictureWords,
      upload: { types },
      headers,
      responses: { 200: schema.upload, 202: schema.upload },
      errors: uploadErrors,
      handle: ({ request, identity, origin, query }) =>
        take(request, identity, origin, async (consumer) => ({
          kept: await receiveFile(request, consumer),
          form: query,
        })),
    }),
    memberRoute({
      method: 'patch',
      path: '/profile/avatar',
      tag,
      access,
      summary: 'Describe your picture',
      description: 'Of a picture that is still on its way, that one.',
      body: schema.description,
      responses: { 200: schema.upload },
      errors: [errors.avatarNotFound, profileNotFound],
      handle: async ({ identity, origin, body }) => ({
        data: await uploads.view(identity, await choice.describe(identity, origin, body.alt)),
      }),
    }),
    memberRoute({
      method: 'delete',
      path: '/profile/avatar',
      tag,
      access,
      summary: 'Remove your picture',
      description:
        'With all that came before it. Their addresses stop answering at once; the files are removed in the background.',
      responses: { 204: 'image/*' },
      errors: [profileNotFound],
      async handle({ identity, origin }) {
        await choice.remove(identity, origin);
        return { status: 204, data: null };
      },
    }),
    memberRoute({
      method: 'get',
      path: '/profile/avatar/status',
      tag,
      summary: 'How far your newest upload is',
      responses: { 200: schema.upload },
      errors: [errors.uploadNotFound, profileNotFound],
      handle: async ({ identity }) => ({ data: await uploads.readLatest(identity) }),
    }),
    memberRoute({
      method: 'get',
      path: '/profile/avatar/uploads/{uploadId}',
      tag,
      summary: 'How far an upload is',
      params: schema.uploadParams,
      responses: { 200: schema.upload },
      errors: [errors.uploadNotFound, profileNotFound],
      handle: async ({ identity, params }) => ({ data: await uploads.read(identity, params.uploadId) }),
    }),
    memberRoute({
      method: 'get',
      path: '/profile/avatar/uploads/{uploadId}/events',
      tag,
      summary: 'An upload, as it goes on',
      description:
        'Server-sent events: `stored`, `decoding`, `variant` for each file, and how it ended: `published`, `rejected`, `failed`, `superseded` or `removed`, with the upload as data. The stream ends then; whoever asks on gets 204.',
      params: schema.uploadParams,
      headers: { 'Last-Event-ID': 'The last event that was seen; the stream goes on behind it.' },
      responses: { 200: 'text/event-stream', 204: 'text/event-stream' },
      errors: [errors.uploadNotFound, profileNotFound],
      async handle({ request, identity, params }) {
        const lastId = /^\d{1,6}$/.exec(String(request.headers['last-event-id']))?.[0] ?? '-1';
        return (await uploads.events(identity, params.uploadId, Number(lastId))) ?? { status: 204, data: null };
      },
    }),
    memberRoute({
      method: 'get',
      path: '/profile/avatar/history',
      tag,
      summary: 'Your last pictures',
      description: 'Pictures that can be chosen again. Their addresses are signed and good for some minutes.',
      responses: { 200: schema.history },
      errors: [profileNotFound],
      handle: async ({ identity }) => ({ data: await uploads.readHistory(identity) }),
    }),
    memberRoute({
      method: 'post',
      path: '/profile/avatar/history/{uploadId}/restore',
      tag,
      access,
      summary: 'Go back to an older picture',
      params: schema.uploadParams,
      responses: { 200: schema.upload },
      errors: [errors.uploadNotFound, profileNotFound],
      handle: async ({ identity, origin, params }) => ({
        data: await uploads.view(identity, await choice.restore(identity, origin, params.uploadId)),
      }),
    }),
  ];
}
