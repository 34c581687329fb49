// The mail box of development: mails that went to no server, for whoever sits at this machine.
import type { IncomingMessage } from 'node:http';
import Joi from 'joi';
import { notFound } from '../platform/http/errors.ts';
import { escapeHtml, htmlPage, htmlType } from '../platform/http/html.ts';
import { openRoute, type Route } from '../platform/http/route.ts';
import type { FileMailbox, SentMail } from '../platform/mailer/file-mailer.ts';
import { isLoopback } from '../platform/net/loopback.ts';

const to = Joi.object<{ to?: string }>({
  to: Joi.string().max(320).description('Only mails to this address.').example('ada@example.com'),
});
const present = ({ to, subject, text, html, sentAt }: SentMail) => ({ to, subject, text, html, sentAt });

/** Escaped text in which web addresses can be clicked. */
const linked = (text: string): string =>
  escapeHtml(text).replace(/https?:\/\/[^\s<]+/g, (url) => `<a href="${url}">${url}</a>`);

const article = ({ to, subject, text, html, sentAt }: SentMail): string =>
  `<article><h2>${escapeHtml(subject)}</h2><p>To ${escapeHtml(to)}, ${escapeHtml(sentAt)}</p><pre>${linked(text)}</pre>` +
  `<details><summary>As mail programs show it</summary><iframe sandbox srcdoc="${escapeHtml(html)}"></iframe></details></article>`;

/** Whatever a proxy on this machine passes on comes over loopback, too; it says so in one of these. */
const forwarding = ['forwarded', 'x-forwarded-for', 'x-forwarded-host', 'x-real-ip', 'via'];

/** Whether the other end of the connection is on this machine, and speaks for itself. */
const isFromHere = ({ socket, headers }: IncomingMessage): boolean =>
  isLoopback(socket.remoteAddress ?? '') && !forwarding.some((name) => name in headers);

const page = { root: true, tag: 'Development', access: 'anyone', query: to } as const;

/** Never mounted in production. `host` is the address that the service listens on. */
export function createMailboxRoutes({ mailbox, host }: { mailbox: FileMailbox; host: string }): Route[] {
  async function mailsFor(request: IncomingMessage, to: string | undefined): Promise<SentMail[]> {
    if (!isLoopback(host) && !isFromHere(request)) throw notFound();
    return mailbox.list(to);
  }
  return [
    openRoute({
      ...page,
      method: 'get',
      path: '/dev/mail.json',
      limit: 'none',
      summary: 'Mails that were sent, the newest first',
      description: 'A plain array, not in the envelope. Only outside production, and only on the machine itself.',
      responses: { 200: 'application/json' },
      errors: [notFound],
      handle: async ({ query, request }) => ({
        raw: JSON.stringify((await mailsFor(request, query.to)).map(present)),
        contentType: 'application/json; charset=utf-8',
      }),
    }),
    openRoute({
      ...page,
      method: 'get',
      path: '/dev/mail',
      limit: 'none',
      summary: 'The mail box as a page',
      responses: { 200: htmlType },
      errors: [notFound],
      async handle({ query, request }) {
        const mails = await mailsFor(request, query.to);
        return htmlPage('Mail box', `<h1>Mail box</h1>${mails.map(article).join('') || '<p>No mail yet.</p>'}`);
      },
    }),
  ];
}
