// HTTP door of making an account, proving its address, and its password. Whatever names an address is answered alike
// whether or not somebody has it.
import Joi from 'joi';
import { resetFailed, verificationFailed, weakPassword } from '../accounts/index.ts';
import { memberRoute, openRoute, type Route } from '../platform/http/route.ts';
import { handleTaken } from '../profiles/index.ts';
import { registrationClosed } from '../tenants/index.ts';
import { passwordDiffers, reauthenticationRequired, signInThrottled, wrongPassword } from './errors.ts';
import * as schema from './schema.ts';
import type { AuthService } from './service.ts';

const tag = 'Sign-in';
const seeMailbox = { status: 202, data: { message: 'Look into your mailbox to go on.' } };
const alike = 'The answer is the same whether the address is new or known; the mail that follows differs.';
const fiveMails = 'An address gets five such mails an hour at most.';

function addressRoutes(service: AuthService): Route[] {
  return [
    openRoute({
      method: 'post',
      path: '/auth/register',
      limit: 'registration',
      tag,
      access: 'anyone',
      summary: 'Register',
      description: alike,
      body: schema.registrationInput,
      responses: { 202: schema.accepted },
      errors: [weakPassword, handleTaken, registrationClosed],
      async handle({ body, tenantId, origin }) {
        await service.register({ ...body, tenantId }, origin);
        return seeMailbox;
      },
    }),
    openRoute({
      method: 'post',
      path: '/auth/resend-verification',
      limit: 'registration',
      tag,
      access: 'anyone',
      summary: 'Ask for another verification mail',
      description: `The link and the code of the one before end with it. ${alike} ${fiveMails}`,
      body: schema.addressInput,
      responses: { 202: schema.accepted },
      async handle({ body, tenantId, origin }) {
        await service.resendVerification({ ...body, tenantId }, origin);
        return seeMailbox;
      },
    }),
    openRoute({
      method: 'post',
      path: '/auth/verify-email',
      limit: 'sign-in',
      tag,
      access: 'anyone',
      summary: 'Prove an e-mail address',
      description:
        'With the token of the link, or with the address and the six-digit code; each works once. Anybody can register any address: whoever proves it gives the password of the registration, or a new one, and every session that was opened before ends.',
      body: schema.verifyInput,
      responses: { 200: schema.verified },
      errors: [verificationFailed, passwordDiffers, weakPassword],
      async handle({ body, tenantId, origin }) {
        await service.verifyEmail({ ...body, tenantId }, origin);
        return { data: { emailVerified: true } };
      },
    }),
  ];
}

function passwordRoutes(service: AuthService): Route[] {
  return [
    openRoute({
      method: 'post',
      path: '/auth/forgot-password',
      limit: 'registration',
      tag,
      access: 'anyone',
      summary: 'Ask for a link to a new password',
      description: `The link is good for an hour, and ends the one before. ${alike} ${fiveMails}`,
      body: schema.addressInput,
      responses: { 202: schema.accepted },
      async handle({ body, tenantId, origin }) {
        await service.forgotPassword({ ...body, tenantId }, origin);
        return seeMailbox;
      },
    }),
    openRoute({
      method: 'post',
      path: '/auth/reset-password',
      limit: 'sign-in',
      tag,
      access: 'anyone',
      summary: 'Choose a new password by link',
      description: 'The link works once. Every session of the account ends; its address is proved by it.',
      body: schema.resetInput,
      responses: { 204: Joi.any() },
      errors: [resetFailed, weakPassword],
      async handle({ body, origin }) {
        await service.resetPassword(body.token, body.password, origin);
        return { status: 204, data: null };
      },
    }),
    memberRoute({
      method: 'put',
      path: '/users/me/password',
      limit: 'sign-in',
      tag,
      summary: 'Change your password',
      description:
        'Every other session ends, and you are told by mail. Where two-step sign-in is on, it takes a fresh proof, too.',
      body: schema.passwordInput,
      responses: { 204: Joi.any() },
      errors: [wrongPassword, weakPassword, signInThrottled, reauthenticationRequired],
      async handle({ body, identity, origin }) {
        await service.changePassword(identity, body.currentPassword, body.newPassword, origin);
        return { status: 204, data: null };
      },
    }),
  ];
}

export const createAccountRoutes = ({ service }: { service: AuthService }): Route[] => [
  ...addressRoutes(service),
  ...passwordRoutes(service),
];
