// Bodies and answers of requests to be verified.
import Joi from 'joi';
import { type PageQuery, pageKeys } from '../platform/http/page.ts';
import { httpUrl, moment, plainText, uuid } from '../platform/text/joi.ts';
import { evidenceTypes } from './evidence-types.ts';
import { type RequestStatus, requestStatuses } from './repository.ts';
import type { Approval, VerificationOrder } from './service.ts';

const ref = (what: string) => uuid().required().description(what).example('019c6e2a-0000-7000-8000-000000000001');
const reason = () => plainText({ maxGraphemes: 500, multiline: true }).required().example('We have seen the diploma.');
const time = () => Joi.string().isoDate().example('2026-11-21T10:00:00.000Z');

export const requestInput = Joi.object<VerificationOrder>({
  kind: Joi.string().max(40).required().description('The badge that you ask for.').example('verified-developer'),
  message: plainText({ maxGraphemes: 2000, multiline: true })
    .required()
    .description('What moderators should know.')
    .example('I have built the parser.'),
  links: Joi.array()
    .items(httpUrl())
    .max(10)
    .default([])
    .description('Where it can be seen; shown with the badge once you have it.')
    .example(['https://example.com/parser']),
}).meta({ name: 'VerificationRequestInput' });

export const requestParam = Joi.object<{ id: string }>({ id: ref('The request.') });
export const fileParam = Joi.object<{ id: string; fileId: string }>({
  id: ref('The request.'),
  fileId: ref('The file.'),
});
export const fileForm = Joi.object({});
export const pageQuery = Joi.object<PageQuery>(pageKeys('Requests'));
export const queueQuery = Joi.object<PageQuery & { status: RequestStatus }>({
  status: Joi.valid(...requestStatuses)
    .default('pending')
    .description('How far they are.'),
  ...pageKeys('Requests'),
});
export const approval = Joi.object<Approval>({
  reason: reason().description('Everybody who sees the badge reads it.'),
  expiresAt: moment().allow(null).description('When the badge ends by itself.').example('2027-11-21T00:00:00Z'),
}).meta({ name: 'VerificationApproval' });
export const decline = Joi.object<{ reason: string }>({
  reason: reason().description('Its author reads it, in a mail, too.'),
}).meta({ name: 'VerificationDecline' });

const requestKeys = {
  id: Joi.string().guid(),
  kind: Joi.string().description('The badge that is asked for.'),
  badge: Joi.string().description('Its name.'),
  message: Joi.string(),
  links: Joi.array().items(Joi.string()),
  files: Joi.array()
    .items(Joi.object({ id: Joi.string().guid(), type: Joi.valid(...evidenceTypes), bytes: Joi.number().integer() }))
    .description('Deleted a week after the decision, or soon after the request was taken back.'),
  status: Joi.valid(...requestStatuses),
  createdAt: time(),
  decidedAt: time().allow(null),
  reason: Joi.string().allow(null).description('Of the decision.'),
};
export const ownRequest = Joi.object(requestKeys).meta({ name: 'VerificationRequest' });
export const reviewedRequest = Joi.object({
  ...requestKeys,
  userId: Joi.string().guid(),
  decidedBy: Joi.string().guid().allow(null),
}).meta({ name: 'ReviewedVerificationRequest' });
