// Decides from the header alone whether a picture may be decoded: its type by its bytes, its size over all frames.
import { open } from 'node:fs/promises';
import sharp, { type Metadata } from 'sharp';
import { imageTooLarge, imageUnreadable, unsupportedImageType } from './errors.ts';
import { type DecodeCost, decodeCostOf } from './memory.ts';
import { type ImageType, readSignature, type Signature, signatureBytes } from './signature.ts';

/** The bytes of a picture, or the path of a file that holds them. */
export type ImageSource = Buffer | string;

export interface ImageInfo {
  readonly type: ImageType;
  /** Pixels across, once the picture is upright. */
  readonly width: number;
  /** Pixels down, once the picture is upright. */
  readonly height: number;
  /** 1 for a still picture. */
  readonly frames: number;
}

export interface ImageLimits {
  readonly allowedTypes: readonly ImageType[];
  /** Width × height × frames. */
  readonly maxPixels: number;
  /** Pixels along either side. */
  readonly maxSide: number;
}

export interface ImageHeader {
  readonly info: ImageInfo;
  readonly metadata: Metadata;
  /** What its decoder will hold at most. */
  readonly decodeBytes: number;
}

// Some Samsung phones write JPEG headers that libjpeg warns about; the default, 'warning', would refuse their photos.
// 'error' still refuses truncated files. Limits are checked by us, because libvips' own limit hides the real size.
export const readOptions = { failOn: 'error', limitInputPixels: false } as const;

const names: Record<ImageType, string> = { jpeg: 'JPEG', png: 'PNG', gif: 'GIF', webp: 'WebP', avif: 'AVIF' };
const either = new Intl.ListFormat('en', { type: 'disjunction' });

async function readHead(source: ImageSource): Promise<Buffer> {
  if (typeof source !== 'string') return source.subarray(0, signatureBytes);
  const file = await open(source);
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(signatureBytes), 0, signatureBytes, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await file.close();
  }
}

function explainUnsupported(signature: Signature | undefined, allowedTypes: readonly ImageType[]): string {
  const choices = either.format(allowedTypes.map((type) => names[type]));
  if (signature === 'heic') {
    return `This is an HEIC photo, as iPhones take them, and it cannot be read here. Please save or export it as ${choices}; on an iPhone, Settings › Camera › Formats › Most Compatible takes JPEG photos.`;
  }
  if (signature === 'animated-avif') return `Animated AVIF pictures cannot be used. Please choose a still picture.`;
  return `This file is not a picture that can be used here. Please choose a ${choices} file.`;
}

/** What the first `signatureBytes` say a file is. @throws UNSUPPORTED_IMAGE_TYPE */
export const identify = (head: Buffer, { allowedTypes }: Pick<ImageLimits, 'allowedTypes'>): ImageType =>
  requireAllowed(readSignature(head.subarray(0, signatureBytes)), allowedTypes);

function requireAllowed(signature: Signature | undefined, allowedTypes: readonly ImageType[]): ImageType {
  const type = allowedTypes.find((allowed) => allowed === signature);
  if (!type) throw unsupportedImageType({ message: explainUnsupported(signature, allowedTypes) });
  return type;
}

function requireWithinLimits({ width, height, frames }: ImageInfo, { maxPixels, maxSide }: ImageLimits): void {
  if (width > maxSide || height > maxSide) {
    throw imageTooLarge({
      message: `This picture is ${width} × ${height} pixels; no side may be longer than ${maxSide}. Please upload a smaller copy.`,
    });
  }
  if (width * height * frames > maxPixels) {
    const size = frames > 1 ? `${frames} frames of ${width} × ${height} pixels` : `${width} × ${height} pixels`;
    throw imageTooLarge({
      message: `This picture has ${size}; ${maxPixels / 1e6} million pixels are the most that can be taken. Please upload a smaller copy.`,
    });
  }
}

function requireWithinMemory({ width, height }: ImageInfo, { kind, maxPixels }: DecodeCost): void {
  if (width * height <= maxPixels) return;
  const millions = (pixels: number) => Math.floor(pixels / 1e5) / 10;
  throw imageTooLarge({
    message: `This ${kind} has ${millions(width * height)} million pixels; of its kind, ${millions(maxPixels)} million are the most that can be taken. Please save it as an ordinary JPEG and upload that.`,
  });
}

/** Reads the header of a picture and holds it against the limits; no pixel is decoded. */
export async function readHeader(source: ImageSource, limits: ImageLimits): Promise<ImageHeader> {
  const type = identify(await readHead(source), limits);
  let metadata: Metadata;
  try {
    metadata = await sharp(source, readOptions).metadata();
  } catch (cause) {
    throw imageUnreadable({ cause });
  }
  // Both AVIF and HEIC are "heif" to libvips; only the codec inside tells them apart.
  if (metadata.format === 'heif' && metadata.compression !== 'av1') requireAllowed('heic', limits.allowedTypes);
  const { width, height } = metadata.autoOrient;
  // The further images in an AVIF file are tiles or alternatives, not frames.
  const info = { type, width, height, frames: type === 'avif' ? 1 : (metadata.pages ?? 1) };
  requireWithinLimits(info, limits);
  const cost = decodeCostOf(type, metadata);
  requireWithinMemory(info, cost);
  return { info, metadata, decodeBytes: cost.bytes };
}
