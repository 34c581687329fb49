// What sign-in tells people by mail.
import type { EmailChanges, PasswordResets, Verifications } from '../accounts/index.ts';
import type { MailWriters } from '../contracts/mail.ts';
import type { RecoveryCodes } from './recovery-codes.ts';

type AuthMail =
  | 'verify-email'
  | 'account-exists'
  | 'password-reset'
  | 'password-changed'
  | 'sessions-ended'
  | 'second-factor-enabled'
  | 'second-factor-disabled'
  | 'recovery-code-used'
  | 'email-change-confirm'
  | 'email-change-notice'
  | 'email-changed';

/** Enough for its owner to know it again: `a•••@example.org`. */
function masked(email: string): string {
  const at = email.lastIndexOf('@');
  const [first = ''] = email;
  return `${first}•••${email.slice(at)}`;
}

export function createAuthMailWriters(deps: {
  verifications: Pick<Verifications, 'mailFor'>;
  resets: Pick<PasswordResets, 'mailFor'>;
  emailChanges: Pick<EmailChanges, 'proofMailFor' | 'undoMailFor'>;
  recoveryCodes: Pick<RecoveryCodes, 'countLeft'>;
  publicUrl: string;
}): MailWriters<AuthMail> {
  /** To the old address, with the link that takes the change back. */
  async function undoLetter(changeId: string, isDone: boolean) {
    const mail = await deps.emailChanges.undoMailFor(changeId);
    // By now it has been changed, and that mail says more.
    if (mail?.isDone !== isDone) return undefined;
    const url = `${deps.publicUrl}/undo-email-change?token=${mail.token}`;
    return { to: mail.to, content: { newEmail: masked(mail.newEmail), url } };
  }

  return {
    async 'verify-email'({ referenceId }) {
      const mail = await deps.verifications.mailFor(referenceId);
      if (!mail) return undefined;
      const { to, token, code } = mail;
      return { to, content: { url: `${deps.publicUrl}/verify-email?token=${token}`, code } };
    },
    async 'password-reset'({ referenceId }) {
      const mail = await deps.resets.mailFor(referenceId);
      if (!mail) return undefined;
      return { to: mail.to, content: { url: `${deps.publicUrl}/reset-password?token=${mail.token}` } };
    },
    'account-exists': async () => ({ content: {} }),
    'password-changed': async () => ({ content: {} }),
    'sessions-ended': async () => ({ content: {} }),
    'second-factor-enabled': async () => ({ content: {} }),
    'second-factor-disabled': async () => ({ content: {} }),
    'recovery-code-used': async ({ userId }) => ({ content: { left: await deps.recoveryCodes.countLeft(userId) } }),
    async 'email-change-confirm'({ referenceId }) {
      const mail = await deps.emailChanges.proofMailFor(referenceId);
      if (!mail) return undefined;
      const { to, token, code } = mail;
      return { to, content: { url: `${deps.publicUrl}/confirm-email-change?token=${token}`, code } };
    },
    'email-change-notice': ({ referenceId }) => undoLetter(referenceId, false),
    'email-changed': ({ referenceId }) => undoLetter(referenceId, true),
  };
}
