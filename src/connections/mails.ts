// What people are told of connections by mail.
import type { MailWriters } from '../contracts/mail.ts';
import type { ProfileAddresses } from '../links/index.ts';
import type { Presenter, ProfileRows } from '../profiles/index.ts';
import type { ConnectionRepository } from './repository.ts';

/** The page of the web application where connections are confirmed. */
const page = '/trust/connections';

export function createConnectionMailWriters(deps: {
  repository: Pick<ConnectionRepository, 'find'>;
  rows: Pick<ProfileRows, 'findById' | 'findByIds'>;
  presenter: Pick<Presenter, 'isFound' | 'presentFor'>;
  addresses: Pick<ProfileAddresses, 'best'>;
}): MailWriters<'connection-requested'> {
  const { repository, rows, presenter, addresses } = deps;
  return {
    async 'connection-requested'({ tenantId, userId, referenceId }) {
      const asked = await repository.find(referenceId);
      if (!asked || asked.toId !== userId || asked.confirmedAt) return undefined;
      const [[asker], receiver] = await Promise.all([
        rows.findByIds(tenantId, [asked.fromId], userId),
        rows.findById(tenantId, userId),
      ]);
      // Who was blocked since, or hides, is as little seen in a mail as anywhere else.
      if (!asker || !receiver || receiver.deleted || !presenter.isFound(asker, 'member')) return undefined;
      const { displayName, fullName, handle } = presenter.presentFor(asker, 'member');
      const person = [displayName, fullName, handle].find((part) => typeof part === 'string');
      if (person === undefined) return undefined;
      const url = new URL(page, await addresses.best(receiver)).href;
      return { content: { person, relation: asked.relation, url } };
    },
  };
}
