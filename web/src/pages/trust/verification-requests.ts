// Requests for a badge: asking, and sending files in.
import { api, dataOf } from '../../api/client.ts';
import type { components } from '../../api/schema.d.ts';

export type Request = components['schemas']['VerificationRequest'];
export type RequestInput = components['schemas']['VerificationRequestInput'];

export const requestsKey = ['verification-requests'] as const;
export const mostFiles = 5;
/** What the service takes, as inputs for files name it. */
export const fileTypes = 'application/pdf,image/jpeg,image/png';

/** Adds one file to a request that is open. @throws ApiError */
export function sendFile(id: string, file: File): Promise<Request> {
  const form = new FormData();
  form.append('file', file);
  return dataOf(
    api.POST('/api/v1/profile/verification-requests/{id}/files', {
      params: { path: { id } },
      body: { file: file.name },
      bodySerializer: () => form,
    }),
  );
}

/** Where a file that was sent in can be read again. */
export const filePath = (requestId: string, fileId: string): string =>
  `/api/v1/profile/verification-requests/${requestId}/files/${fileId}`;
