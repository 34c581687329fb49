// The pages that the links of sign-in's mails open. A mail scanner that opens one sees a form; only what a person types
// and sends does something. They work without the web application.
import Joi from 'joi';
import { htmlPage, htmlType } from '../platform/http/html.ts';
import { openRoute, type Route } from '../platform/http/route.ts';

const scriptPath = '/password-forms.js';

// The fields have no names: without the script nothing typed could end in an address.
const script = `const answer = document.querySelector('[role=alert]');
for (const form of document.querySelectorAll('form')) {
  form.addEventListener('submit', async (event) => {
    event.preventDefault();
    const token = new URLSearchParams(location.search).get('token');
    const { path, field, done } = form.dataset;
    const reply = await fetch(path, {
      method: 'POST', headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ token, ...(field && { [field]: form.querySelector('input').value }) }),
    });
    if (reply.ok) return void (document.querySelector('main').textContent = done);
    const { error, details } = await reply.json();
    answer.textContent = details ? details[0].message : error;
  });
}
`;

interface ButtonForm {
  readonly path: string;
  readonly button: string;
  readonly done: string;
}

interface PasswordForm extends ButtonForm {
  readonly field: 'password' | 'newPassword';
  readonly label: string;
  /** What password managers should offer. */
  readonly autocomplete: 'current-password' | 'new-password';
}

const formOf = ({ path, field, label, button, done, autocomplete }: PasswordForm): string =>
  `<form data-path="${path}" data-field="${field}" data-done="${done}"><p><label>${label}<br>` +
  `<input type="password" autocomplete="${autocomplete}" required></label></p><button>${button}</button></form>`;

const buttonOf = ({ path, button, done }: ButtonForm): string =>
  `<form data-path="${path}" data-done="${done}"><button>${button}</button></form>`;

const pageOf = (title: string, body: string) =>
  htmlPage(
    title,
    `<h1>${title}</h1>${body}<p role="alert"></p><noscript><p>This page needs JavaScript.</p></noscript><script src="${scriptPath}"></script>`,
  );

const verify = { path: '/api/v1/auth/verify-email', done: 'Your address is confirmed. You can sign in now.' } as const;
const chooseNew = { label: 'New password, at least 12 characters', autocomplete: 'new-password' } as const;

const verifyPage = pageOf(
  'Confirm your address',
  '<p>Anybody can register with any address. Type the password that you registered with, so that only yours opens the account.</p>' +
    formOf({
      ...verify,
      field: 'password',
      label: 'Your password',
      button: 'Yes, this is my address',
      autocomplete: 'current-password',
    }) +
    '<details><summary>I did not register, or do not know the password any more</summary>' +
    '<p>If you want no account, close this page: nothing happens then. If you want it, choose a password of your own. The one it was registered with stops working.</p>' +
    formOf({ ...verify, ...chooseNew, field: 'newPassword', button: 'Take the account with this password' }) +
    '</details>',
);

const resetPage = pageOf(
  'Choose a new password',
  '<p>You will be signed out everywhere.</p>' +
    formOf({
      ...chooseNew,
      path: '/api/v1/auth/reset-password',
      field: 'password',
      button: 'Use this password',
      done: 'Your password is changed. You can sign in now.',
    }),
);

const confirmChangePage = pageOf(
  'Confirm your new address',
  '<p>If you did not ask for this, close this page: nothing happens then.</p>' +
    buttonOf({
      path: '/api/v1/auth/confirm-email-change',
      button: 'Yes, this is my new address',
      done: 'Your account has this address now.',
    }),
);

const undoChangePage = pageOf(
  'Keep your old address',
  '<p>Your account keeps this address, everybody is signed out of it, and its password stops working. A mail to this address then lets you choose a new one.</p>' +
    buttonOf({
      path: '/api/v1/auth/undo-email-change',
      button: 'Keep this address',
      done: 'This is the address of your account. Look into your mailbox to choose a new password.',
    }),
);

const token = Joi.object<{ token: string }>({
  token: Joi.string()
    .max(4096)
    .required()
    .description('From the mail.')
    .example('eyJhbGciOiJFUzI1NiJ9.eyJqdGkiOiIwIn0.c2ln'),
});

const page = { method: 'get', root: true, tag: 'Pages', access: 'anyone' } as const;

export function createAuthPageRoutes(): Route[] {
  return [
    openRoute({
      ...page,
      path: '/verify-email',
      summary: 'The page that the link of a verification mail opens',
      query: token,
      responses: { 200: htmlType },
      handle: async () => verifyPage,
    }),
    openRoute({
      ...page,
      path: '/reset-password',
      summary: 'The page on which a new password is chosen',
      query: token,
      responses: { 200: htmlType },
      handle: async () => resetPage,
    }),
    openRoute({
      ...page,
      path: '/confirm-email-change',
      summary: 'The page on which a new address is confirmed',
      query: token,
      responses: { 200: htmlType },
      handle: async () => confirmChangePage,
    }),
    openRoute({
      ...page,
      path: '/undo-email-change',
      summary: 'The page on which the old address is kept',
      query: token,
      responses: { 200: htmlType },
      handle: async () => undoChangePage,
    }),
    openRoute({
      ...page,
      path: scriptPath,
      summary: 'The script of these pages',
      responses: { 200: 'text/javascript' },
      handle: async () => ({ raw: script, contentType: 'text/javascript; charset=utf-8' }),
    }),
  ];
}
