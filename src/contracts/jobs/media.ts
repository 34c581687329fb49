// Pictures: made, added to, removed.
import { defineJob, id } from './define-job.ts';
import { type UploadRef, uploadRef } from './refs.ts';

export const processAvatar = defineJob<'media.process-avatar', UploadRef>({
  name: 'media.process-avatar',
  queue: 'media',
  payload: uploadRef,
  attempts: 5,
});

export const addAvif = defineJob<'media.add-avif', UploadRef>({
  name: 'media.add-avif',
  queue: 'media',
  payload: uploadRef,
});

export const removeAvatar = defineJob<'media.remove-avatar', UploadRef>({
  name: 'media.remove-avatar',
  queue: 'media',
  payload: uploadRef,
});

/** `iconId`: the upload. */
export const processBadgeIcon = defineJob<'media.process-badge-icon', { tenantId: string; iconId: string }>({
  name: 'media.process-badge-icon',
  queue: 'media',
  payload: { tenantId: id(), iconId: id() },
  attempts: 5,
});

export const removeBadgeIcon = defineJob<'media.remove-badge-icon', { tenantId: string; iconId: string }>({
  name: 'media.remove-badge-icon',
  queue: 'media',
  payload: { tenantId: id(), iconId: id() },
});
