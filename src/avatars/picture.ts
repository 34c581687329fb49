// Pictures as replies.
import { createHash } from 'node:crypto';
import type { RawReply } from '../platform/http/route.ts';

export interface PictureFile {
  readonly body: Buffer;
  readonly contentType: string;
  /** Strong: no two contents share one. */
  readonly etag: string;
}

/** `name` is one that no other content has; without it the content names itself. */
export const pictureFile = (body: Buffer, contentType: string, name?: string): PictureFile => ({
  body,
  contentType,
  etag: `"${name ?? createHash('sha256').update(body).digest('base64url').slice(0, 22)}"`,
});

/** Who may keep a picture, and how long. */
export const caching = {
  /** Its address names its content. */
  forever: 'public, max-age=31536000, immutable',
  shortly: 'public, max-age=300',
  never: 'private, no-store',
} as const;

export interface PictureReplyOptions {
  readonly caching: (typeof caching)[keyof typeof caching];
  readonly status?: number;
  /** The request headers that the choice of the picture depends on. */
  readonly vary?: string;
}

/** A picture that a page of any origin may show, and that can do nothing. */
export function pictureReply({ body, contentType, etag }: PictureFile, options: PictureReplyOptions): RawReply {
  return {
    status: options.status ?? 200,
    raw: body,
    contentType,
    headers: {
      'Cache-Control': options.caching,
      ETag: etag,
      'Content-Security-Policy': "default-src 'none'; sandbox",
      'Cross-Origin-Resource-Policy': 'cross-origin',
      'X-Content-Type-Options': 'nosniff',
      ...(options.vary && { Vary: options.vary }),
    },
  };
}
