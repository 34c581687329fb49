// Mails, by what they are for.
import Joi from 'joi';
import { defineJob, id } from './define-job.ts';

/** What is sent; src/contracts/mail.ts has sentences for more. */
export const mailPurposes = [
  'verify-email',
  'account-exists',
  'password-reset',
  'password-changed',
  'sessions-ended',
  'second-factor-enabled',
  'second-factor-disabled',
  'recovery-code-used',
  'email-change-confirm',
  'email-change-notice',
  'email-changed',
  'avatar-refused',
  'avatar-removed',
  'profile-edited',
  'account-activated',
  'account-deactivated',
  'badge-granted',
  'link-dropped',
  'endorsement-received',
  'connection-requested',
  'verification-request-approved',
  'verification-request-declined',
] as const;
export type MailPurpose = (typeof mailPurposes)[number];

/**
 * `referenceId`: the verification for `verify-email`, the link for `password-reset`, the proof for `email-change-confirm`, the
 * change for `email-change-notice` and `email-changed`, the upload for `avatar-refused`, the
 * activity for what moderators did, the grant for `badge-granted`, the proof for `link-dropped`, the
 * endorsement for `endorsement-received`, the connection for `connection-requested`, the request for `verification-request-…`,
 * the account for what tells of nothing else.
 */
export const sendMail = defineJob<
  'mail.send',
  { tenantId: string; purpose: MailPurpose; userId: string; referenceId: string }
>({
  name: 'mail.send',
  queue: 'mail',
  payload: { tenantId: id(), purpose: Joi.valid(...mailPurposes), userId: id(), referenceId: id() },
  attempts: 17, // 18 hours: servers that list strangers grey, or are away for a night
});

/** Answers what was asked in the name of an address: only now does anybody look whose it is, and the answer is a mail. */
export const answerAddress = defineJob<'mail.answer-address', { tenantId: string; requestId: string }>({
  name: 'mail.answer-address',
  queue: 'mail',
  payload: { tenantId: id(), requestId: id() },
});
