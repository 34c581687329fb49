// HTTP door of changing one's address.
import Joi from 'joi';
import { accountExists } from '../accounts/index.ts';
import { unauthenticated } from '../platform/http/errors.ts';
import { memberRoute, openRoute, type Route } from '../platform/http/route.ts';
import type { EmailChangeService } from './email-change.ts';
import {
  emailChangeFailed,
  emailUnchanged,
  noPendingEmail,
  tooManyEmailChanges,
  undoFailed,
} from './email-change-errors.ts';
import { reauthenticationRequired } from './errors.ts';
import * as schema from './schema.ts';

const base = { path: '/users/me/email', tag: 'Sign-in' } as const;
const done = { status: 204, data: null };
const seeMailbox = { status: 202, data: { message: 'Look into the mailbox of the new address to go on.' } };

function ownRoutes(service: EmailChangeService): Route[] {
  return [
    memberRoute({
      ...base,
      method: 'get',
      summary: 'Your address, and the one that waits to be proved',
      responses: { 200: schema.emailState },
      handle: async ({ identity }) => ({ data: await service.find(identity) }),
    }),
    memberRoute({
      ...base,
      method: 'post',
      limit: 'registration',
      summary: 'Ask for another address',
      description:
        'A link and a code go to the new address, and prove it within a day; until then the old one stays. It is told, with a link that takes the change back. The answer is the same whether or not somebody has the new address. An address gets five mails an hour at most.',
      body: schema.addressInput,
      responses: { 202: schema.accepted },
      errors: [reauthenticationRequired, emailUnchanged, tooManyEmailChanges],
      async handle({ body, identity, origin }) {
        await service.ask(identity, body.email, origin);
        return seeMailbox;
      },
    }),
    memberRoute({
      ...base,
      method: 'post',
      path: `${base.path}/pending/resend`,
      limit: 'registration',
      summary: 'Ask for another mail to the new address',
      description: 'The link and the code of the one before end with it.',
      responses: { 202: schema.accepted },
      errors: [noPendingEmail],
      async handle({ identity, origin }) {
        await service.resend(identity, origin);
        return seeMailbox;
      },
    }),
    memberRoute({
      ...base,
      method: 'delete',
      path: `${base.path}/pending`,
      summary: 'Keep your address',
      description: 'The change that waits is forgotten.',
      responses: { 204: Joi.any() },
      async handle({ identity, origin }) {
        await service.cancel(identity, origin);
        return done;
      },
    }),
  ];
}

export const createEmailChangeRoutes = ({ service }: { service: EmailChangeService }): Route[] => [
  ...ownRoutes(service),
  openRoute({
    method: 'post',
    path: '/auth/confirm-email-change',
    limit: 'sign-in',
    tag: base.tag,
    access: 'anyone',
    summary: 'Prove the new address',
    description:
      'With the token of the link; or with the six-digit code, signed in. Five wrong codes end both. Every session ends but the one that asked for the change or confirms it, and the old address is told, with a link that takes the change back for seven days.',
    body: schema.emailChangeProof,
    responses: { 200: schema.verified },
    errors: [emailChangeFailed, unauthenticated],
    async handle({ body, identity, origin }) {
      await service.confirm(body, identity, origin);
      return { data: { emailVerified: true } };
    },
  }),
  openRoute({
    method: 'post',
    path: '/auth/undo-email-change',
    limit: 'sign-in',
    tag: base.tag,
    access: 'anyone',
    summary: 'Keep the old address, or put it back',
    description:
      'With the token of the link that the old address was sent. Every session ends, the password stops working, and a mail to the old address lets its reader choose a new one.',
    body: schema.undoInput,
    responses: { 204: Joi.any() },
    errors: [undoFailed, accountExists],
    async handle({ body, origin }) {
      await service.undo(body.token, origin);
      return done;
    },
  }),
];
