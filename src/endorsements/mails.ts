// What people are told of endorsements by mail.
import type { MailWriters } from '../contracts/mail.ts';
import type { EndorsementRepository } from './repository.ts';

export function createEndorsementMailWriters(deps: {
  repository: Pick<EndorsementRepository, 'find'>;
}): MailWriters<'endorsement-received'> {
  return {
    async 'endorsement-received'({ userId, referenceId }) {
      const row = await deps.repository.find(referenceId);
      const isGone = !row || row.userId !== userId || row.withdrawnAt || row.hiddenAt || row.removedAt;
      return isGone ? undefined : { content: { skill: row.skill } };
    },
  };
}
