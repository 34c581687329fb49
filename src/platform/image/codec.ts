// The image codec: sharp behind a wall. What it may decode holds for the whole process, whoever calls sharp.
import sharp from 'sharp';
import { createDecoder } from './decoder.ts';
import { type ImageInfo, type ImageLimits, type ImageSource, readHeader } from './inspect.ts';
import type { ImageType } from './signature.ts';
import { type Rendering, render, type VariantsSpec } from './variants.ts';

export interface ImageCodec {
  /**
   * Reads the header only. Throws `UNSUPPORTED_IMAGE_TYPE` (415), `IMAGE_TOO_LARGE` (413) or `IMAGE_UNREADABLE` (422),
   * each with a sentence for the owner.
   */
  inspect(source: ImageSource): Promise<ImageInfo>;
  /**
   * Renders centre squares of the first frame: upright, 8-bit sRGB, without metadata, never larger than the original.
   * WebP keeps transparency, JPEG stands on white. Throws as `inspect` does.
   */
  renderVariants(source: ImageSource, spec: VariantsSpec): Promise<Rendering>;
}

export interface ImageCodecOptions {
  readonly allowedTypes: readonly ImageType[];
  readonly maxPixels?: number;
  readonly maxSide?: number;
  /** How long one picture may take to decode. */
  readonly timeoutSeconds?: number;
}

const loaders: Record<ImageType, string> = {
  jpeg: 'VipsForeignLoadJpeg',
  png: 'VipsForeignLoadPng',
  gif: 'VipsForeignLoadNsgif',
  webp: 'VipsForeignLoadWebp',
  avif: 'VipsForeignLoadHeif',
};

/** Creates the codec and blocks, for this process, every libvips loader that `allowedTypes` does not need. */
export function createImageCodec({
  allowedTypes,
  maxPixels = 50_000_000,
  maxSide = 16_384,
  timeoutSeconds = 30,
}: ImageCodecOptions): ImageCodec {
  sharp.block({ operation: ['VipsForeignLoad'] });
  sharp.unblock({ operation: allowedTypes.map((type) => loaders[type]) });
  // Pictures are never seen twice, and the queue already runs several at once: a cache or threads would only cost memory.
  sharp.cache(false);
  sharp.concurrency(1);

  const decodeSquare = createDecoder({ timeoutSeconds });
  const limits: ImageLimits = { allowedTypes, maxPixels, maxSide };
  return {
    inspect: async (source) => (await readHeader(source, limits)).info,
    renderVariants: async (source, spec) => render(source, await readHeader(source, limits), spec, decodeSquare),
  };
}
