// What a person reads in the development mail box.
import { setTimeout as sleep } from 'node:timers/promises';
import type { TestApp } from './app.ts';

export interface ReceivedMail {
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  readonly sentAt: string;
}

export async function mailsTo({ http }: TestApp, to: string): Promise<ReceivedMail[]> {
  const reply = await http.get('/dev/mail.json').query({ to }).expect(200);
  return reply.body;
}

/** The newest mail to `to` once there are `count` of them; needs workers. */
export async function mailTo(app: TestApp, to: string, count = 1): Promise<ReceivedMail> {
  const deadline = Date.now() + 15_000;
  for (;;) {
    const mails = await mailsTo(app, to);
    const [newest] = mails;
    if (newest && mails.length >= count) return newest;
    if (Date.now() > deadline) throw new Error(`Only ${mails.length} of ${count} mails to ${to}`);
    await sleep(50);
  }
}

/** The token of the link and the code of a verification mail. */
export function proofOf({ text }: ReceivedMail): { token: string; code: string } {
  const token = /verify-email\?token=([\w.-]+)/.exec(text)?.[1];
  const code = /Code: (\d{6})/.exec(text)?.[1];
  if (!token || !code) throw new Error(`No proof in: ${text}`);
  return { token, code };
}

/** The token of the link and the code of a mail to an address that is to be the new one. */
export function changeProofOf({ text }: ReceivedMail): { token: string; code: string } {
  const token = /confirm-email-change\?token=([\w.-]+)/.exec(text)?.[1];
  const code = /Code: (\d{6})/.exec(text)?.[1];
  if (!token || !code) throw new Error(`No proof in: ${text}`);
  return { token, code };
}

/** The token of the link that takes a change of address back. */
export function undoTokenOf({ text }: ReceivedMail): string {
  const token = /undo-email-change\?token=([\w.-]+)/.exec(text)?.[1];
  if (!token) throw new Error(`No link in: ${text}`);
  return token;
}

/** The token of the link to a new password. */
export function resetTokenOf({ text }: ReceivedMail): string {
  const token = /reset-password\?token=([\w.-]+)/.exec(text)?.[1];
  if (!token) throw new Error(`No link in: ${text}`);
  return token;
}
