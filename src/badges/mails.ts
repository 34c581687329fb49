// What people are told of their badges by mail.
import type { MailWriters } from '../contracts/mail.ts';
import type { BadgeRepository } from './repository.ts';

export function createBadgeMailWriters(deps: {
  repository: Pick<BadgeRepository, 'held'>;
}): MailWriters<'badge-granted'> {
  return {
    async 'badge-granted'({ userId, referenceId }) {
      const grant = (await deps.repository.held(userId)).find(({ id }) => id === referenceId);
      return grant && { content: { badge: grant.name } };
    },
  };
}
