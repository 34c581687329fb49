// Mail without a mail server: each message is a file, read in the browser at /dev/mail.
import { access, constants, mkdir, readdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Clock } from '../clock.ts';
import type { Mail, Mailer } from './port.ts';

export interface SentMail extends Omit<Mail, 'id'> {
  readonly from: string;
  readonly sentAt: string;
}

export interface FileMailbox extends Mailer {
  /** Mails to one address (as typed in the message, without case), or all; the newest first. */
  list(to?: string): Promise<SentMail[]>;
}

const shown = 200;

export function createFileMailbox(options: { directory: string; from: string; clock: Clock }): FileMailbox {
  const { directory, from, clock } = options;
  const ready = mkdir(directory, { recursive: true, mode: 0o700 });

  async function read(file: string): Promise<SentMail> {
    return JSON.parse(await readFile(join(directory, file), 'utf8'));
  }

  return {
    async send({ id, to, subject, text, html }) {
      await ready;
      const mail: SentMail = { from, to, subject, text, html, sentAt: clock().toISOString() };
      const file = join(directory, `${id}.json`); // ids sort by time, and a second attempt writes the same file
      await writeFile(`${file}.part`, JSON.stringify(mail, null, 2), { mode: 0o600 });
      await rename(`${file}.part`, file);
    },

    async list(to) {
      await ready;
      const files = (await readdir(directory))
        .filter((file) => file.endsWith('.json'))
        .sort()
        .reverse();
      const wanted = to?.toLowerCase();
      const mails: SentMail[] = [];
      for (const file of files) {
        const mail = await read(file);
        if (wanted === undefined || mail.to.toLowerCase() === wanted) mails.push(mail);
        if (mails.length === shown) break;
      }
      return mails;
    },

    async check() {
      await ready;
      await access(directory, constants.W_OK);
    },
  };
}
