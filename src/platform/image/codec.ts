// The image codec: sharp behind a wall. What it may decode holds for the whole process, whoever calls sharp.
import sharp from 'sharp';
import { createDecoder } from './decoder.ts';
import { type ImageInfo, type ImageLimits, type ImageSource, identify, readHeader } from './inspect.ts';
import { createMemoryGate, encodeBytes, maxDecodeBytes } from './memory.ts';
import type { ImageType } from './signature.ts';
import { type Rendering, render, type VariantsSpec } from './variants.ts';

export interface ImageCodec {
  /** The type by the first `signatureBytes` of a file. Throws `UNSUPPORTED_IMAGE_TYPE` (415) with a sentence for the owner. */
  identify(head: Buffer): ImageType;
  /**
   * Reads the header only. Throws `UNSUPPORTED_IMAGE_TYPE` (415), `IMAGE_TOO_LARGE` (413) or `IMAGE_UNREADABLE` (422),
   * each with a sentence for the owner.
   */
  inspect(source: ImageSource): Promise<ImageInfo>;
  /**
   * Renders squares of the first frame: upright, 8-bit sRGB, without metadata, never larger than the original; and a
   * moving twin where one is asked for. Only JPEG loses transparency: it stands on white. Throws as `inspect` does.
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

  const decoder = createDecoder({ timeoutSeconds });
  // Until the last variant is encoded: what decoding gives back, encoding takes.
  const gate = createMemoryGate(maxDecodeBytes);
  const limits: ImageLimits = { allowedTypes, maxPixels, maxSide };
  return {
    identify: (head) => identify(head, limits),
    inspect: async (source) => (await readHeader(source, limits)).info,
    async renderVariants(source, spec) {
      const header = await readHeader(source, limits);
      const bytes = Math.max(header.decodeBytes, ...spec.squares.map(({ format }) => encodeBytes[format]));
      return gate(bytes, () => render(source, header, spec, decoder));
    },
  };
}
