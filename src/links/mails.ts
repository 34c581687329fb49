// What people are told of their links by mail.
import type { MailWriters } from '../contracts/mail.ts';
import type { ProofRepository } from './repository.ts';

export function createLinkMailWriters(deps: {
  repository: Pick<ProofRepository, 'findById'>;
}): MailWriters<'link-dropped'> {
  return {
    async 'link-dropped'({ referenceId }) {
      const proof = await deps.repository.findById(referenceId);
      // Who has mended it, or taken the link away, need not be told any more.
      if (!proof?.stands || proof.url === null || proof.verifiedAt) return undefined;
      return { content: { link: proof.url } };
    },
  };
}
