// The page behind the link that switches mails off. A mail scanner that opens it sees a page; only a click does something.
import Joi from 'joi';
import { htmlPage, htmlType } from '../platform/http/html.ts';
import { openRoute, type Route } from '../platform/http/route.ts';
import { type SwitchingOff, switchOffFailed } from './switching-off.ts';

const page = {
  path: '/mails/switch-off',
  root: true,
  tag: 'Pages',
  access: 'anyone',
  query: Joi.object<{ token: string }>({
    token: Joi.string()
      .max(4096)
      .required()
      .description('From the mail.')
      .example('eyJhbGciOiJFUzI1NiJ9.eyJqdGkiOiIwIn0.c2ln'),
  }),
  responses: { 200: htmlType },
} as const;

export function createSwitchingOffRoutes({ switchingOff }: { switchingOff: SwitchingOff }): Route[] {
  return [
    openRoute({
      ...page,
      method: 'get',
      summary: 'The page with which mails of one kind are switched off',
      handle: async () =>
        htmlPage(
          'Switch mails off',
          // Without an address of its own a form is sent to the one of its page, token and all.
          '<h1>Switch mails off</h1><p>You will not get mails of this kind any more. In your preferences you can switch them on again.</p><form method="post"><button>Switch them off</button></form>',
        ),
    }),
    openRoute({
      ...page,
      method: 'post',
      summary: 'Switches mails of one kind off',
      description: 'For the button of that page, and for mail programs (RFC 8058). The body does not matter.',
      errors: [switchOffFailed],
      async handle({ query, origin }) {
        await switchingOff.switchOff(query.token, origin);
        return htmlPage('Done', '<h1>Done</h1><p>You will not get mails of this kind any more.</p>');
      },
    }),
  ];
}
