// A mail server for tests: takes mails over real SMTP, or refuses them as it is told.
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { text as readText } from 'node:stream/consumers';
import { SMTPServer, type SMTPServerOptions } from 'smtp-server';

export interface CaughtMail {
  readonly to: string;
  readonly from: string;
  /** As it came over the wire. */
  readonly raw: string;
  /** By lower-case name, unfolded. */
  readonly headers: Readonly<Record<string, string>>;
  readonly subject: string;
  readonly text: string;
  readonly html: string;
}

/** What the server answers to a recipient or to a whole message, such as `550 5.1.1 No such user`. */
export type Answer = string | undefined;

export interface SmtpCatcher {
  /** On loopback; `port` is open on every interface of IPv4. */
  readonly url: string;
  readonly port: number;
  readonly mails: CaughtMail[];
  /** Decides about recipients, in the order in which they come. */
  onRecipient: (address: string) => Answer;
  onMessage: (mail: CaughtMail) => Answer | Promise<Answer>;
  close(): Promise<void>;
}

function failure(answer: string): Error {
  const [, code, sentence = ''] = /^(\d{3}) (.*)$/.exec(answer) ?? [];
  return Object.assign(new Error(sentence), { responseCode: Number(code) });
}

const splitAt = (text: string, border: string): [string, string] => {
  const at = text.indexOf(border);
  return at < 0 ? [text, ''] : [text.slice(0, at), text.slice(at + border.length)];
};

function headersOf(head: string): Record<string, string> {
  const lines = head.replace(/\r\n[ \t]+/g, ' ').split('\r\n');
  return Object.fromEntries(
    lines.map((line) => splitAt(line, ': ')).map(([name, value]) => [name.toLowerCase(), value]),
  );
}

const hexCharacter = (hex: string) => String.fromCharCode(Number.parseInt(hex, 16));

const decoders: Readonly<Record<string, (body: string) => string>> = {
  base64: (body) => Buffer.from(body, 'base64').toString(),
  'quoted-printable': (body) =>
    Buffer.from(
      body.replace(/=\r\n/g, '').replace(/=([0-9A-F]{2})/g, (_, hex) => hexCharacter(hex)),
      'latin1',
    ).toString(),
};

/** RFC 2047: the words are bytes of one text, which may be cut in the middle of a character. */
function decodeWords(value: string): string {
  const words = [...value.matchAll(/=\?UTF-8\?([BQ])\?(.*?)\?=/gi)];
  if (words.length === 0) return value;
  const bytesOf = ([, kind = '', word = '']: RegExpMatchArray) =>
    kind.toUpperCase() === 'B'
      ? Buffer.from(word, 'base64')
      : Buffer.from(
          word.replace(/_/g, ' ').replace(/=([0-9A-F]{2})/gi, (_, hex) => hexCharacter(hex)),
          'latin1',
        );
  return Buffer.concat(words.map(bytesOf)).toString();
}

function parseMail(raw: string, to: string, from: string): CaughtMail {
  const [head, body] = splitAt(raw, '\r\n\r\n');
  const headers = headersOf(head);
  const boundary = /boundary="([^"]+)"/.exec(headers['content-type'] ?? '')?.[1] ?? 'none';
  const parts = body.split(`--${boundary}`).map((part) => {
    const [partHead, content] = splitAt(part.replace(/^\r\n|\r\n$/g, ''), '\r\n\r\n');
    const { 'content-type': type = '', 'content-transfer-encoding': encoding = '' } = headersOf(partHead);
    return { type, content: (decoders[encoding]?.(content) ?? content).replaceAll('\r\n', '\n') };
  });
  const partOf = (type: string) => parts.find((part) => part.type.startsWith(type))?.content ?? '';
  const subject = decodeWords(headers.subject ?? '');
  return { to, from, raw, headers, subject, text: partOf('text/plain'), html: partOf('text/html') };
}

/** Starts it on a free port; without TLS unless `options` say otherwise. */
export async function startSmtp(options: SMTPServerOptions = {}): Promise<SmtpCatcher> {
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS', 'AUTH'],
    logger: false,
    ...options,
    onRcptTo({ address }, _session, callback) {
      const answer = catcher.onRecipient(address);
      callback(answer === undefined ? null : failure(answer));
    },
    onData(stream, { envelope }, callback) {
      const take = async () => {
        const raw = await readText(stream);
        const sender = envelope.mailFrom === false ? '' : envelope.mailFrom.address;
        const mail = parseMail(raw, envelope.rcptTo[0]?.address ?? '', sender);
        const answer = await catcher.onMessage(mail);
        if (answer !== undefined) return callback(failure(answer));
        catcher.mails.push(mail);
        callback();
      };
      take().catch(callback);
    },
  });
  server.on('error', () => {}); // connections that clients tear down
  const listening = server.listen(0, '0.0.0.0');
  await once(listening, 'listening');
  const { port } = listening.address() as AddressInfo;
  const catcher: SmtpCatcher = {
    url: `smtp://127.0.0.1:${port}`,
    port,
    mails: [],
    onRecipient: () => undefined,
    onMessage: () => undefined,
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
  return catcher;
}
