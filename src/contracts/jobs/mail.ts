// Mails, by what they are for.
import Joi from 'joi';
import { defineJob, id } from './define-job.ts';

export const mailPurposes = ['verify-email', 'account-exists', 'avatar-refused'] as const;
export type MailPurpose = (typeof mailPurposes)[number];

/** `referenceId`: the verification for `verify-email`, the account for `account-exists`, the upload for `avatar-refused`. */
export const sendMail = defineJob<
  'mail.send',
  { tenantId: string; purpose: MailPurpose; userId: string; referenceId: string }
>({
  name: 'mail.send',
  queue: 'mail',
  payload: { tenantId: id(), purpose: Joi.valid(...mailPurposes), userId: id(), referenceId: id() },
});
