// Mail without a mail server: each message is a file, read in the browser at /dev/mail.
import { createHash } from 'node:crypto';
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

/** Says to whom a file is addressed, so that the mails of one address are found without opening all of them. */
const markOf = (address: string): string =>
  createHash('sha256').update(address.toLowerCase()).digest('hex').slice(0, 16);

export function createFileMailbox(options: { directory: string; from: string; clock: Clock }): FileMailbox {
  const { directory, from, clock } = options;
  let made: Promise<unknown> | undefined;
  /** The directory is made on first use: where a mail server is configured, nobody uses it. */
  async function ready(): Promise<void> {
    made ??= mkdir(directory, { recursive: true, mode: 0o700 });
    await made.catch((error) => {
      made = undefined;
      throw error;
    });
  }

  async function read(file: string): Promise<SentMail> {
    return JSON.parse(await readFile(join(directory, file), 'utf8'));
  }

  return {
    async send({ id, ...mail }) {
      await ready();
      const sent: SentMail = { from, ...mail, sentAt: clock().toISOString() };
      // Ids sort by time, and a second attempt writes the same file.
      const file = join(directory, `${id}.${markOf(mail.to)}.json`);
      await writeFile(`${file}.part`, JSON.stringify(sent, null, 2), { mode: 0o600 });
      await rename(`${file}.part`, file);
    },

    async list(to) {
      await ready();
      const ending = to === undefined ? '.json' : `.${markOf(to)}.json`;
      const names = (await readdir(directory)).filter((name) => name.endsWith(ending)).sort();
      return Promise.all(names.slice(-shown).reverse().map(read));
    },

    async check() {
      await ready();
      await access(directory, constants.W_OK);
    },

    async close() {},
  };
}
