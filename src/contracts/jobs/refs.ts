// What payloads point at: ids and versions, never personal data.
import { id, version } from './define-job.ts';

export interface ProfileRef {
  tenantId: string;
  userId: string;
  /** The profile version that asked for the job; the handler may find a newer one and does that instead. */
  version: number;
}
export const profileRef = { tenantId: id(), userId: id(), version: version() };
export const byUser = ({ userId }: ProfileRef) => userId;

export interface UploadRef {
  tenantId: string;
  userId: string;
  uploadId: string;
}
export const uploadRef = { tenantId: id(), userId: id(), uploadId: id() };
