// HTTP door of the second factor: setting it up, and signing in with it.
import Joi from 'joi';
import { emailNotVerified } from '../accounts/index.ts';
import { memberRoute, openRoute, type Route } from '../platform/http/route.ts';
import { reauthenticationRequired, signInThrottled } from './errors.ts';
import { opened } from './opened.ts';
import * as schema from './schema.ts';
import {
  challengeOver,
  noPendingSecondFactor,
  secondFactorFailed,
  secondFactorNeedsPassword,
  secondFactorOff,
  secondFactorOn,
  secondFactorThrottled,
  wrongSecondFactor,
} from './second-factor-errors.ts';
import type { SecondFactorService } from './second-factor-service.ts';
import type { AuthService } from './service.ts';

const base = { path: '/users/me/second-factor', tag: 'Sign-in' } as const;

function settingUp(factor: SecondFactorService): Route[] {
  return [
    memberRoute({
      ...base,
      method: 'get',
      summary: 'Whether two-step sign-in is on',
      responses: { 200: schema.secondFactor },
      handle: async ({ identity }) => ({ data: await factor.find(identity) }),
    }),
    memberRoute({
      ...base,
      method: 'post',
      limit: 'sign-in',
      summary: 'Set up an authenticator app',
      description:
        'Gives a secret for the app. It is asked for only once a code of it has been confirmed, within an hour.',
      responses: { 201: schema.secondFactorSecret },
      errors: [reauthenticationRequired, emailNotVerified, secondFactorNeedsPassword, secondFactorOn],
      handle: async ({ identity, origin }) => ({ status: 201, data: await factor.begin(identity, origin) }),
    }),
    memberRoute({
      ...base,
      method: 'post',
      path: `${base.path}/confirm`,
      limit: 'sign-in',
      summary: 'Switch two-step sign-in on',
      description:
        'With a code that the app shows. The answer is the only one that ever holds the recovery codes. Every other session ends: it was opened without a second factor.',
      body: schema.confirmSecondFactorInput,
      responses: { 200: schema.recoveryCodes },
      errors: [noPendingSecondFactor, wrongSecondFactor, signInThrottled],
      handle: async ({ body, identity, origin }) => ({ data: await factor.confirm(identity, body.code, origin) }),
    }),
    memberRoute({
      ...base,
      method: 'delete',
      limit: 'sign-in',
      summary: 'Switch two-step sign-in off',
      responses: { 204: Joi.any() },
      errors: [reauthenticationRequired],
      async handle({ identity, origin }) {
        await factor.disable(identity, origin);
        return { status: 204, data: null };
      },
    }),
    memberRoute({
      ...base,
      method: 'post',
      path: `${base.path}/recovery-codes`,
      limit: 'sign-in',
      summary: 'Make new recovery codes',
      description: 'Those from before stop working.',
      responses: { 201: schema.recoveryCodes },
      errors: [reauthenticationRequired, secondFactorOff],
      handle: async ({ identity, origin }) => ({
        status: 201,
        data: await factor.renewRecoveryCodes(identity, origin),
      }),
    }),
  ];
}

export const createSecondFactorRoutes = (deps: { service: AuthService; factor: SecondFactorService }): Route[] => [
  ...settingUp(deps.factor),
  openRoute({
    method: 'post',
    path: '/auth/second-factor',
    limit: 'sign-in',
    tag: base.tag,
    access: 'anyone',
    summary: 'Sign in: the second step',
    description:
      'Answers the challenge that `SECOND_FACTOR_REQUIRED` carries, with a code of the app or a recovery code; each code works once. A challenge is good for five minutes and five wrong tries.',
    body: schema.challengeAnswer,
    responses: { 200: schema.signedIn },
    errors: [challengeOver, secondFactorFailed, secondFactorThrottled],
    async handle({ body: { challenge, cookie, ...proof }, tenantId, origin, request }) {
      const answer = { tenantId, challenge, proof };
      const carrier = cookie ? 'cookie' : 'tokens';
      return opened(await deps.service.answerChallenge(answer, carrier, origin, request.headers.cookie));
    },
  }),
];
