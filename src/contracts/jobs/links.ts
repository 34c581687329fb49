// Links that prove themselves: what asks the pages and hosts of strangers, in a queue of its own, since they may be slow.
import { defineJob, id } from './define-job.ts';

export const verifyLink = defineJob<'links.verify', { tenantId: string; userId: string; proofId: string }>({
  name: 'links.verify',
  queue: 'links',
  payload: { tenantId: id(), userId: id(), proofId: id() },
});
