// The pages that the links of sign-in's mails open. A mail scanner that opens one sees a form; only what a person types
// and sends does something. They work without the web application.
import Joi from 'joi';
import { escapeHtml, htmlPage, htmlType } from '../platform/http/html.ts';
import { languageHeader, languageOf, type PageLanguage } from '../platform/http/languages.ts';
import { openRoute, type RawReply, type Route } from '../platform/http/route.ts';
import { pageSentences } from './page-sentences.ts';

const scriptPath = '/password-forms.js';

// The fields have no names: without the script nothing typed could end in an address.
const script = `const answer = document.querySelector('[role=alert]');
const refusals = JSON.parse(answer.dataset.refusals);
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
    const { code, error, details } = await reply.json();
    answer.textContent = refusals[error] ?? refusals[code] ?? (details ? details[0].message : error);
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
  `<form data-path="${path}" data-field="${field}" data-done="${escapeHtml(done)}"><p><label>${escapeHtml(label)}<br>` +
  `<input type="password" autocomplete="${autocomplete}" required></label></p><button>${escapeHtml(button)}</button></form>`;

const buttonOf = ({ path, button, done }: ButtonForm): string =>
  `<form data-path="${path}" data-done="${escapeHtml(done)}"><button>${escapeHtml(button)}</button></form>`;

const paragraph = (text: string): string => `<p>${escapeHtml(text)}</p>`;

function pageOf(language: PageLanguage, title: string, body: string): RawReply {
  const { refusals, needsScript } = pageSentences[language];
  return htmlPage(
    title,
    `<h1>${escapeHtml(title)}</h1>${body}<p role="alert" data-refusals="${escapeHtml(JSON.stringify(refusals))}"></p>` +
      `<noscript>${paragraph(needsScript)}</noscript><script src="${scriptPath}"></script>`,
    language,
  );
}

function verifyPage(language: PageLanguage): RawReply {
  const { verify: words, newPassword } = pageSentences[language];
  const form = { path: '/api/v1/auth/verify-email', done: words.done };
  const own = { field: 'password', label: words.password, autocomplete: 'current-password' } as const;
  const another = { field: 'newPassword', label: newPassword, autocomplete: 'new-password' } as const;
  return pageOf(
    language,
    words.title,
    paragraph(words.text) +
      formOf({ ...form, ...own, button: words.button }) +
      `<details><summary>${escapeHtml(words.otherwise)}</summary>${paragraph(words.otherwiseText)}` +
      `${formOf({ ...form, ...another, button: words.otherwiseButton })}</details>`,
  );
}

function resetPage(language: PageLanguage): RawReply {
  const { reset: words, newPassword } = pageSentences[language];
  const field = { field: 'password', label: newPassword, autocomplete: 'new-password' } as const;
  const form = formOf({ ...words, ...field, path: '/api/v1/auth/reset-password' });
  return pageOf(language, words.title, paragraph(words.text) + form);
}

/** A page on which one presses a button and types nothing. */
const buttonPage =
  (name: 'confirmChange' | 'undoChange', path: string) =>
  (language: PageLanguage): RawReply => {
    const words = pageSentences[language][name];
    return pageOf(language, words.title, paragraph(words.text) + buttonOf({ ...words, path }));
  };

const confirmChangePage = buttonPage('confirmChange', '/api/v1/auth/confirm-email-change');
const undoChangePage = buttonPage('undoChange', '/api/v1/auth/undo-email-change');

const token = Joi.object<{ token: string }>({
  token: Joi.string()
    .max(4096)
    .required()
    .description('From the mail.')
    .example('eyJhbGciOiJFUzI1NiJ9.eyJqdGkiOiIwIn0.c2ln'),
});

const shared = { method: 'get', root: true, tag: 'Pages', access: 'anyone' } as const;

export function createAuthPageRoutes(): Route[] {
  const page = (path: string, summary: string, present: (language: PageLanguage) => RawReply): Route =>
    openRoute({
      ...shared,
      path,
      summary,
      headers: languageHeader,
      query: token,
      responses: { 200: htmlType },
      handle: async ({ request }) => present(languageOf(request)),
    });
  return [
    page('/verify-email', 'The page that the link of a verification mail opens', verifyPage),
    page('/reset-password', 'The page on which a new password is chosen', resetPage),
    page('/confirm-email-change', 'The page on which a new address is confirmed', confirmChangePage),
    page('/undo-email-change', 'The page on which the old address is kept', undoChangePage),
    openRoute({
      ...shared,
      path: scriptPath,
      summary: 'The script of these pages',
      responses: { 200: 'text/javascript' },
      handle: async () => ({ raw: script, contentType: 'text/javascript; charset=utf-8' }),
    }),
  ];
}
