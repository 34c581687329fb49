// Mail through an SMTP server.
import { isNativeError } from 'node:util/types';
import { createTransport, type NodemailerError } from 'nodemailer';
import type { Clock } from '../clock.ts';
import { isLoopback } from '../net/loopback.ts';
import { AddressRefused, type Mailer, senderOf } from './port.ts';

// All of it together stays below the time after which PostgreSQL ends a transaction that waits (db/sequelize.ts).
const sendTimeoutMs = 45_000;
const timeouts = { dnsTimeout: 5_000, connectionTimeout: 10_000, greetingTimeout: 10_000, socketTimeout: 20_000 };
const connections = 5;

// Whoever asks for the state of the service often must not make as many connections.
const rememberCheckMs = 10_000;

/** TLS is a must, unless the address says otherwise or never leaves this machine. */
function mustEncrypt(url: string): boolean {
  const { protocol, hostname, searchParams } = new URL(url);
  return protocol === 'smtp:' && !isLoopback(hostname) && searchParams.get('ignoreTLS') !== 'true';
}

// RFC 3463: 5.1.x is about the address, 5.2.0 and 5.2.1 about the mailbox; 5.1.7 and 5.1.8 are about the sender's.
const aboutTheAddress = /^5\d\d[ -]5\.(1\.(?![78]\b)\d+|2\.[01])\b/;
const enhanced = /^\d{3}[ -]\d\.\d{1,3}\.\d{1,3}\b/;

/** What the server said, if it was that the address takes no mail; our own troubles (relaying, blocklists) are not that. */
function refusalIn({ command, responseCode = 0, response = '' }: NodemailerError): string | undefined {
  if (responseCode < 500) return undefined;
  const isPlainRefusal = command === 'RCPT TO' && [550, 551, 553].includes(responseCode) && !enhanced.test(response);
  return isPlainRefusal || aboutTheAddress.test(response) ? response : undefined;
}

/** The failure as queue and logs may keep it: servers repeat the address, and errors of nodemailer carry it. */
function failureOf(error: unknown): Error {
  if (!isNativeError(error)) return new Error('the mail could not be sent');
  const failure: NodemailerError = error;
  const refusal = refusalIn(failure);
  if (refusal !== undefined) return new AddressRefused(refusal);
  const message = failure.message.replace(/[^\s<>:,;]+@[^\s<>:,;]+/g, '(address)');
  return Object.assign(new Error(message), { code: failure.code });
}

export function createSmtpMailer(options: {
  /** `smtp://user:password@host:587`; options of nodemailer may follow as a query. */
  url: string;
  from: string;
  /** `privateKey` is RSA, in PEM. */
  dkim: { readonly domainName: string; readonly keySelector: string; readonly privateKey: string } | undefined;
  clock: Clock;
}): Mailer {
  const { url, from, dkim, clock } = options;
  const domain = senderOf(from).address.replace(/^.*@/, '');
  const transport = createTransport({
    url,
    pool: true,
    maxConnections: connections,
    maxRequeues: 0, // the queue tries again, and knows what was sent
    requireTLS: mustEncrypt(url),
    ...timeouts,
    ...(dkim && { dkim }),
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  let checked: { readonly at: number; readonly outcome: Promise<void> } | undefined;

  return {
    async send({ id, to, subject, text, html, language, switchOffUrl }) {
      try {
        await transport.sendMail({
          from,
          to: { name: '', address: to },
          subject,
          text,
          html,
          // A second copy of a mail has the id of the first, so that mail programs can show one.
          messageId: `<${id}@${domain}>`,
          headers: {
            'Content-Language': language,
            'Auto-Submitted': 'auto-generated', // RFC 3834: nobody's holiday answers
            ...(switchOffUrl && {
              'List-Unsubscribe': `<${switchOffUrl}>`,
              'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
            }),
          },
          signal: AbortSignal.timeout(sendTimeoutMs),
        });
      } catch (error) {
        throw failureOf(error);
      }
    },

    /** Whether the server takes our connection, TLS and password; an answer is good for ten seconds. */
    check() {
      const now = clock().getTime();
      if (!checked || now - checked.at >= rememberCheckMs) {
        checked = { at: now, outcome: transport.verify().then(() => {}) };
        checked.outcome.catch(() => {}); // told to whoever asks, also when nobody does
      }
      return checked.outcome;
    },

    async close() {
      transport.close();
    },
  };
}
