// HTTP door of requests to be verified.
import Joi from 'joi';
import { emailNotVerified } from '../accounts/index.ts';
import { badgeGranted, badgeNotFound, cannotGrantYourself } from '../badges/index.ts';
import { requestTimeout } from '../platform/http/errors.ts';
import { invalidCursor, pageMeta, pageReply } from '../platform/http/page.ts';
import { memberRoute, type Route } from '../platform/http/route.ts';
import { receiveForm } from '../platform/http/upload.ts';
import { profileNotFound } from '../profiles/index.ts';
import * as errors from './errors.ts';
import { evidenceTypes } from './evidence-types.ts';
import * as schema from './schema.ts';
import type { VerificationService } from './service.ts';

const tag = 'Verification';
const { requestNotFound, requestClosed, fileNotFound } = errors;
const form = { files: ['file'], form: schema.fileForm };

export const createVerificationRoutes = ({ service }: { service: VerificationService }): Route[] => [
  ...ownRoutes(service),
  ...fileRoutes(service),
  ...reviewRoutes(service),
];

function ownRoutes(service: VerificationService): Route[] {
  const shared = { tag, access: 'profiles:update:own' } as const;
  return [
    memberRoute({
      ...shared,
      method: 'post',
      path: '/profile/verification-requests',
      summary: 'Ask to be verified',
      description:
        'For a badge that people get by evidence, one request at a time. After a refusal you can ask again in a week; `Retry-After` tells when.',
      body: schema.requestInput,
      responses: { 201: schema.ownRequest },
      errors: [
        emailNotVerified,
        badgeNotFound,
        badgeGranted,
        errors.badgeNotRequestable,
        errors.requestPending,
        errors.requestCoolDown,
        requestNotFound,
      ],
      handle: async ({ identity, body, origin }) => ({ status: 201, data: await service.ask(identity, body, origin) }),
    }),
    memberRoute({
      method: 'get',
      path: '/profile/verification-requests',
      tag,
      summary: 'Your requests',
      description: 'Newest first, with what has become of them.',
      query: schema.pageQuery,
      responses: { 200: Joi.array().items(schema.ownRequest) },
      meta: pageMeta,
      errors: [invalidCursor],
      handle: async ({ identity, query }) => pageReply(await service.own(identity, query)),
    }),
    memberRoute({
      ...shared,
      method: 'delete',
      path: '/profile/verification-requests/{id}',
      summary: 'Take a request back',
      params: schema.requestParam,
      responses: { 204: Joi.any() },
      errors: [requestNotFound, requestClosed],
      async handle({ identity, params, origin }) {
        await service.withdraw(identity, params.id, origin);
        return { status: 204, data: null };
      },
    }),
  ];
}

function fileRoutes(service: VerificationService): Route[] {
  return [
    memberRoute({
      method: 'post',
      path: '/profile/verification-requests/{id}/files',
      tag,
      access: 'profiles:update:own',
      summary: 'Add a file to a request',
      description: `One at a time, five at most, 5 MiB each: ${evidenceTypes.join(', ')}, as the bytes tell. Moderators and you can read it, until a week after the decision, or until soon after you take the request back.`,
      params: schema.requestParam,
      upload: form,
      responses: { 201: schema.ownRequest },
      errors: [
        requestTimeout,
        requestNotFound,
        requestClosed,
        errors.tooManyFiles,
        errors.evidenceTooLarge,
        errors.evidenceType,
      ],
      async handle({ identity, params, origin, request }) {
        const added = await service.addFile(
          identity,
          params.id,
          async (consumer) => (await receiveForm(request, form, consumer)).kept,
          origin,
        );
        return { status: 201, data: added };
      },
    }),
    memberRoute({
      method: 'get',
      path: '/profile/verification-requests/{id}/files/{fileId}',
      tag,
      limit: 'file',
      summary: 'A file that you have sent in',
      params: schema.fileParam,
      responses: { 200: 'application/octet-stream' },
      errors: [fileNotFound],
      handle: ({ identity, params }) => service.ownFile(identity, params.id, params.fileId),
    }),
  ];
}

function reviewRoutes(service: VerificationService): Route[] {
  const shared = { tag, access: 'verification:review:tenant' } as const;
  return [
    memberRoute({
      ...shared,
      method: 'get',
      path: '/verification-requests',
      summary: 'Who asks to be verified',
      description: 'Those who have waited longest first.',
      query: schema.queueQuery,
      responses: { 200: Joi.array().items(schema.reviewedRequest) },
      meta: pageMeta,
      errors: [invalidCursor],
      handle: async ({ identity, query }) => pageReply(await service.queue(identity, query)),
    }),
    memberRoute({
      ...shared,
      method: 'get',
      path: '/verification-requests/{id}/files/{fileId}',
      limit: 'file',
      summary: 'A file that somebody has sent in',
      params: schema.fileParam,
      responses: { 200: 'application/octet-stream' },
      errors: [fileNotFound],
      handle: ({ identity, params }) => service.reviewedFile(identity, params.id, params.fileId),
    }),
    memberRoute({
      ...shared,
      method: 'post',
      path: '/verification-requests/{id}/approve',
      summary: 'Approve a request',
      description: 'Its author gets the badge, with the links of the request as evidence, and is told by mail.',
      params: schema.requestParam,
      body: schema.approval,
      responses: { 200: schema.reviewedRequest },
      errors: [requestNotFound, requestClosed, cannotGrantYourself, badgeGranted, badgeNotFound, profileNotFound],
      handle: async ({ identity, params, body, origin }) => ({
        data: await service.approve(identity, params.id, body, origin),
      }),
    }),
    memberRoute({
      ...shared,
      method: 'post',
      path: '/verification-requests/{id}/decline',
      summary: 'Decline a request',
      params: schema.requestParam,
      body: schema.decline,
      responses: { 200: schema.reviewedRequest },
      errors: [requestNotFound, requestClosed, cannotGrantYourself],
      handle: async ({ identity, params, body, origin }) => ({
        data: await service.decline(identity, params.id, body.reason, origin),
      }),
    }),
  ];
}
