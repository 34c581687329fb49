// What people are told of their pictures by mail.
import type { MailWriters } from '../contracts/mail.ts';
import type { UploadRepository } from './repository.ts';

export function createAvatarMailWriters(deps: {
  uploads: Pick<UploadRepository, 'find'>;
}): MailWriters<'avatar-refused'> {
  return {
    async 'avatar-refused'({ referenceId }) {
      const upload = await deps.uploads.find(referenceId);
      return upload?.reason ? { content: { reason: upload.reason } } : undefined;
    },
  };
}
