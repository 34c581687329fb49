// Pages that mails lead to, and the development mail box. Plain HTML: they work without the web application.
import Joi from 'joi';
import { openRoute, type Route } from '../platform/http/route.ts';
import type { FileMailbox, SentMail } from '../platform/mailer/file-mailer.ts';
import { escapeHtml } from './templates.ts';

const html = 'text/html; charset=utf-8';
const styles =
  'body{font:16px/1.5 system-ui,sans-serif;max-width:44rem;margin:3rem auto;padding:0 1rem;color:#0f172a}' +
  'button{font:inherit;padding:.7rem 1.2rem;border:0;border-radius:6px;background:#1d4ed8;color:#fff;cursor:pointer}' +
  'article{border:1px solid #cbd5e1;border-radius:8px;padding:1rem;margin:1rem 0}pre{white-space:pre-wrap;overflow-wrap:anywhere}';
const policy =
  "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; connect-src 'self'; script-src 'self'";

const page = (title: string, body: string) => ({
  raw: `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>${title}</title><style>${styles}</style></head><body><main>${body}</main></body></html>`,
  contentType: html,
  headers: { 'Content-Security-Policy': policy, 'Referrer-Policy': 'no-referrer' },
});

const confirmScript = `document.querySelector('form').addEventListener('submit', async (event) => {
  event.preventDefault();
  const token = new URLSearchParams(location.search).get('token');
  const reply = await fetch('/api/v1/auth/verify-email', {
    method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ token }),
  });
  const body = await reply.json();
  document.querySelector('main').textContent = reply.ok ? 'Your address is confirmed. You can close this page.' : body.error;
});
`;

const token = Joi.object<{ token: string }>({
  token: Joi.string()
    .max(4096)
    .required()
    .description('From the mail.')
    .example('eyJhbGciOiJFUzI1NiJ9.eyJqdGkiOiIwIn0.c2ln'),
});

/** A mail scanner that opens the link sees a page; only the click confirms. */
export function createMailLinkRoutes(): Route[] {
  return [
    openRoute({
      method: 'get',
      path: '/verify-email',
      root: true,
      tag: 'Pages',
      access: 'anyone',
      summary: 'The page that the link of a verification mail opens',
      query: token,
      responses: { 200: html },
      handle: async () =>
        page(
          'Confirm your address',
          '<h1>Confirm your address</h1><form><button>Yes, this is my address</button></form><script src="/verify-email.js"></script>',
        ),
    }),
    openRoute({
      method: 'get',
      path: '/verify-email.js',
      root: true,
      tag: 'Pages',
      access: 'anyone',
      summary: 'The script of that page',
      responses: { 200: 'text/javascript' },
      handle: async () => ({ raw: confirmScript, contentType: 'text/javascript; charset=utf-8' }),
    }),
  ];
}

const to = Joi.object<{ to?: string }>({
  to: Joi.string().max(320).description('Only mails to this address.').example('ada@example.com'),
});
const present = ({ to, subject, text, html, sentAt }: SentMail) => ({ to, subject, text, html, sentAt });

/** The development mail box; never mounted in production. */
export function createMailboxRoutes({ mailbox }: { mailbox: FileMailbox }): Route[] {
  return [
    openRoute({
      method: 'get',
      path: '/dev/mail.json',
      root: true,
      tag: 'Development',
      access: 'anyone',
      summary: 'Mails that were sent, the newest first',
      description: 'A plain array, not in the envelope. Only outside production.',
      query: to,
      responses: { 200: 'application/json' },
      handle: async ({ query }) => ({
        raw: JSON.stringify((await mailbox.list(query.to)).map(present)),
        contentType: 'application/json; charset=utf-8',
      }),
    }),
    openRoute({
      method: 'get',
      path: '/dev/mail',
      root: true,
      tag: 'Development',
      access: 'anyone',
      summary: 'The mail box as a page',
      query: to,
      responses: { 200: html },
      async handle({ query }) {
        const mails = await mailbox.list(query.to);
        const articles = mails.map(
          (mail) =>
            `<article><h2>${escapeHtml(mail.subject)}</h2><p>To ${escapeHtml(mail.to)}, ${escapeHtml(mail.sentAt)}</p><pre>${linked(mail.text)}</pre></article>`,
        );
        return page('Mail box', `<h1>Mail box</h1>${articles.join('') || '<p>No mail yet.</p>'}`);
      },
    }),
  ];
}

/** Escaped text in which web addresses can be clicked. */
const linked = (text: string): string =>
  escapeHtml(text).replace(/https?:\/\/[^\s<]+/g, (url) => `<a href="${url}">${url}</a>`);
