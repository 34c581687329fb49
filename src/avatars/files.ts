// Names of an avatar's files: where its original and its variants are kept, and which variants there are.
import { createHash } from 'node:crypto';
import type { SquareSpec } from '../platform/image/index.ts';
import type { AvatarFiles } from '../profiles/index.ts';

export interface VariantPlan {
  readonly squares: readonly SquareSpec[];
  readonly thumbnail: string;
  readonly medium: string;
  readonly large: string;
}

export const fileName = ({ size, format }: SquareSpec): string => `${size}.${format === 'jpeg' ? 'jpg' : format}`;

export const contentTypeOf = (file: string): string => (file.endsWith('.jpg') ? 'image/jpeg' : 'image/webp');

const webp = (size: number): SquareSpec => ({ size, format: 'webp' });

/** WebP in three sizes, and one JPEG for programs that read nothing newer. */
export function planVariants(options: { thumbnailSize: number; generateThumbnails: boolean }): VariantPlan {
  const sizes = new Set([256, 1024, ...(options.generateThumbnails ? [options.thumbnailSize] : [])]);
  return {
    squares: [...[...sizes].map(webp), { size: 256, format: 'jpeg' }],
    thumbnail: fileName(webp(options.generateThumbnails ? options.thumbnailSize : 256)),
    medium: fileName(webp(256)),
    large: fileName(webp(1024)),
  };
}

export const filesOf = (hash: string, { thumbnail, medium, large }: VariantPlan): AvatarFiles => ({
  hash,
  thumbnail,
  medium,
  large,
});

export const originalKey = (userId: string, uploadId: string) => `originals/${userId}/${uploadId}`;
export const variantPrefix = (userId: string, hash: string) => `avatars/${userId}/${hash}/`;
export const variantKey = (userId: string, hash: string, file: string) => `${variantPrefix(userId, hash)}${file}`;

/** Names the content: of this upload alone, so that no two uploads ever share files that one of them may remove. */
export const contentHash = (uploadId: string, sha256: string): string =>
  createHash('sha256').update(`${uploadId}\n${sha256}`).digest('hex').slice(0, 32);
