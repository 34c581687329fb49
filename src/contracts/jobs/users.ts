// What administrators order for many at once.
import { defineJob, id } from './define-job.ts';

/** A run that dies goes on where it was: the row counts who is done. */
export const runBulkAction = defineJob<'users.run-bulk-action', { tenantId: string; bulkActionId: string }>({
  name: 'users.run-bulk-action',
  queue: 'maintenance',
  payload: { tenantId: id(), bulkActionId: id() },
});
