// What sign-in tells people by mail.
import type { PasswordResets, Verifications } from '../accounts/index.ts';
import type { MailWriters } from '../contracts/mail.ts';

export function createAuthMailWriters(deps: {
  verifications: Pick<Verifications, 'mailFor'>;
  resets: Pick<PasswordResets, 'mailFor'>;
  publicUrl: string;
}): MailWriters<'verify-email' | 'account-exists' | 'password-reset' | 'password-changed' | 'sessions-ended'> {
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
  };
}
