// What people are told of their requests by mail.
import type { MailWriters } from '../contracts/mail.ts';
import type { VerificationRepository } from './repository.ts';

export function createVerificationMailWriters(deps: {
  repository: Pick<VerificationRepository, 'find'>;
}): MailWriters<'verification-request-approved' | 'verification-request-declined'> {
  return {
    async 'verification-request-approved'({ referenceId }) {
      const row = await deps.repository.find(referenceId);
      return row?.status === 'approved' ? { content: {} } : undefined;
    },
    async 'verification-request-declined'({ referenceId }) {
      const row = await deps.repository.find(referenceId);
      return row?.status === 'declined' ? { content: { reason: row.reason ?? '' } } : undefined;
    },
  };
}
