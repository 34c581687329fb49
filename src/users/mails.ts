// What people are told by mail when somebody looked after their account.
import type { MailWriters } from '../contracts/mail.ts';

export function createUserMailWriters(deps: {
  reasonOf: (userId: string, activityId: string) => Promise<{ reason: string; fields: readonly string[] } | undefined>;
}): MailWriters<'profile-edited' | 'avatar-removed' | 'account-activated' | 'account-deactivated'> {
  return {
    async 'profile-edited'({ userId, referenceId }) {
      const told = await deps.reasonOf(userId, referenceId);
      return told && { content: told };
    },
    async 'avatar-removed'({ userId, referenceId }) {
      const told = await deps.reasonOf(userId, referenceId);
      return told && { content: { reason: told.reason } };
    },
    'account-activated': async () => ({ content: {} }),
    'account-deactivated': async () => ({ content: {} }),
  };
}
