// Sending a picture, and hearing what becomes of it.
import { ApiError } from '../../api/errors.ts';
import type { components } from '../../api/schema.d.ts';
import type { Area } from './picture.ts';

export type Upload = components['schemas']['AvatarUpload'];

export interface Picture {
  readonly file: Blob;
  readonly crop?: Area;
  readonly alt?: string;
}

const path = '/api/v1/profile/avatar';

function bodyOf(text: string): Record<string, unknown> {
  try {
    const body: unknown = JSON.parse(text);
    return typeof body === 'object' && body !== null ? { ...body } : {};
  } catch {
    return {};
  }
}

/** Sends the picture; `onProgress` is told the share that has arrived. `fetch` could not tell. @throws ApiError */
export function sendPicture(
  { file, crop, alt }: Picture,
  key: string,
  onProgress: (share: number) => void,
): Promise<Upload> {
  const form = new FormData();
  if (crop) form.append('crop', [crop.x, crop.y, crop.width, crop.height].join(','));
  if (alt) form.append('alt', alt);
  form.append('avatar', file);
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open('POST', path);
    // The same key when it is tried again: one upload, however often it is sent.
    request.setRequestHeader('Idempotency-Key', key);
    request.upload.onprogress = ({ loaded, total }) => onProgress(total > 0 ? loaded / total : 0);
    request.onload = () => {
      const body = bodyOf(request.responseText);
      if (request.status < 300) resolve(body.data as Upload);
      else reject(new ApiError(request.status, body));
    };
    request.onerror = () => reject(new ApiError(0, { code: 'OFFLINE' }));
    request.send(form);
  });
}

const ends = ['published', 'rejected', 'failed', 'superseded', 'removed'] as const;
export type End = (typeof ends)[number];

export interface Followed {
  readonly end: End;
  readonly upload: Upload;
}

/** What becomes of an upload; `onStep` is told of each step before the last. */
export function follow(uploadId: string, onStep: (step: string) => void, signal: AbortSignal): Promise<Followed> {
  return new Promise((resolve, reject) => {
    const source = new EventSource(`${path}/uploads/${uploadId}/events`);
    const stop = () => source.close();
    signal.addEventListener('abort', stop);
    for (const step of ['stored', 'decoding', 'variant']) source.addEventListener(step, () => onStep(step));
    for (const end of ends)
      source.addEventListener(end, (event) => {
        stop();
        resolve({ end, upload: JSON.parse(event.data) as Upload });
      });
    source.onerror = () => {
      // The browser tries again by itself, unless it was told not to.
      if (source.readyState === EventSource.CLOSED && !signal.aborted) reject(new ApiError(0, { code: 'OFFLINE' }));
    };
  });
}
