// Names of an avatar's files: where its original and its variants are kept, and which variants there are.
import { createHash } from 'node:crypto';
import { type SquareSpec, squareOf, type VariantFormat } from '../platform/image/index.ts';
import type { AvatarFiles } from '../profiles/index.ts';
import type { UploadRow } from './repository.ts';

export interface VariantPlan {
  /** Pixels along the sides of the pictures, from small to large. */
  readonly sizes: readonly number[];
  readonly thumbnailSize: number | null;
  /** Whether AVIF is added later. */
  readonly avif: boolean;
  /** Whether a picture that moves gets a moving twin. */
  readonly animation: boolean;
}

type Shape = Pick<UploadRow, 'width' | 'height' | 'crop'>;

const mediumSize = 256;
/** A picture that moves is looked at in lists and headers; larger than this, it would be a film. */
const maxAnimationSize = 256;
const maxAnimationFrames = 60;

const extensions: Record<VariantFormat, string> = { webp: 'webp', jpeg: 'jpg', avif: 'avif', png: 'png' };
const contentTypes: Record<string, string> = { webp: 'image/webp', jpg: 'image/jpeg', avif: 'image/avif' };

export const fileName = ({ size, format }: SquareSpec): string => `${size}.${extensions[format]}`;
export const animationName = (size: number): string => `${size}.anim.webp`;

export const contentTypeOf = (file: string): string =>
  contentTypes[file.slice(file.lastIndexOf('.') + 1)] ?? 'application/octet-stream';

export function planVariants(options: {
  sizes: readonly number[];
  thumbnailSize: number;
  generateThumbnails: boolean;
  avif: boolean;
  animation: boolean;
}): VariantPlan {
  const { sizes, thumbnailSize, generateThumbnails, avif, animation } = options;
  const all = new Set(generateThumbnails ? [...sizes, thumbnailSize] : sizes);
  return {
    sizes: [...all].sort((a, b) => a - b),
    thumbnailSize: generateThumbnails ? thumbnailSize : null,
    avif,
    animation,
  };
}

/** The sizes of one picture: those it is large enough for, and, below the largest, its own. */
function sizesOf(shape: Shape, { sizes }: VariantPlan): number[] {
  const { side } = squareOf(shape, shape.crop);
  return [...new Set([...sizes.filter((size) => size < side), Math.min(side, sizes.at(-1) ?? side)])];
}

/** The smallest size that fills `wanted` pixels, or the largest there is. */
const nearest = (sizes: readonly number[], wanted: number): number =>
  sizes.find((size) => size >= wanted) ?? sizes.at(-1) ?? wanted;

export const squaresOf = (shape: Shape, plan: VariantPlan, formats: readonly VariantFormat[]): SquareSpec[] =>
  sizesOf(shape, plan).flatMap((size) => formats.map((format) => ({ size, format })));

export const animationOf = (shape: Shape, plan: VariantPlan) =>
  plan.animation ? { size: nearest(sizesOf(shape, plan), maxAnimationSize), maxFrames: maxAnimationFrames } : null;

/** What an upload's picture will be called, before there is any. */
export function filesOf(
  upload: Shape & Pick<UploadRow, 'publicId' | 'hash'>,
  plan: VariantPlan,
): Required<AvatarFiles> {
  const sizes = sizesOf(upload, plan);
  const webp = (wanted: number) => fileName({ size: nearest(sizes, wanted), format: 'webp' });
  return {
    id: upload.publicId,
    hash: upload.hash,
    thumbnail: webp(plan.thumbnailSize ?? mediumSize),
    medium: webp(mediumSize),
    large: webp(Number.POSITIVE_INFINITY),
  };
}

export const originalsPrefix = 'originals/';
export const variantsPrefix = 'avatars/';
export const originalKey = (userId: string, uploadId: string) => `${originalsPrefix}${userId}/${uploadId}`;
/** Whose file a key names. */
export const ownerOfKey = (key: string): string => key.split('/')[1] ?? '';
export const variantPrefix = (userId: string, hash: string) => `${variantsPrefix}${userId}/${hash}/`;
export const variantKey = (userId: string, hash: string, file: string) => `${variantPrefix(userId, hash)}${file}`;

/** Names the content: of this upload alone, so that no two uploads ever share files that one of them may remove. */
export const contentHash = (uploadId: string, sha256: string): string =>
  createHash('sha256').update(`${uploadId}\n${sha256}`).digest('hex').slice(0, 32);
