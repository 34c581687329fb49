// How much memory a picture needs while it is decoded, and a gate that keeps all of them together below a ceiling.
import type { Metadata } from 'sharp';
import type { ImageType } from './signature.ts';

/** What the pictures that one process works on may hold at once; docs/adr/0012-memory-of-decoding.md has the measurements. */
export const maxDecodeBytes = 240 * 2 ** 20;

// Buffers that every picture needs, whatever its size.
const fixedBytes = 20 * 2 ** 20;
// Rows that libvips has at hand while it scales, for each byte along a row.
const rows = 1800;

/** What making the variants takes when decoding is over: little, but for AVIF. */
export const encodeBytes = { webp: 45 * 2 ** 20, jpeg: 45 * 2 ** 20, avif: 70 * 2 ** 20, png: 45 * 2 ** 20 } as const;

export interface DecodeCost {
  readonly bytes: number;
  /** What it is that needs them, for people. */
  readonly kind: string;
  /** The most pixels that a picture of this kind and width may have. */
  readonly maxPixels: number;
}

interface Need {
  readonly kind: string;
  /** What the decoder holds of the whole picture; 0 for formats that come in rows. */
  readonly bytesPerPixel: number;
}

/** What libvips 8.18 was seen to need, a little rounded up. */
function needOf(type: ImageType, { isProgressive, channels, depth, chromaSubsampling, pages }: Metadata): Need {
  const deep = depth === 'ushort';
  if (type === 'avif')
    return deep
      ? { kind: 'AVIF picture of 10 or 12 bits', bytesPerPixel: 21 }
      : { kind: 'AVIF picture', bytesPerPixel: 16.6 };
  if (type === 'gif') return { kind: 'GIF', bytesPerPixel: 3.75 };
  if (type === 'webp') return { kind: 'WebP picture', bytesPerPixel: (pages ?? 1) > 1 ? 8 : 3.6 };
  if (!isProgressive) return { kind: 'picture', bytesPerPixel: 0 };
  // Each pass of a progressive JPEG adds to coefficients of two bytes, an interlaced PNG to the picture itself.
  if (type === 'jpeg')
    return { kind: 'progressive JPEG', bytesPerPixel: chromaSubsampling === '4:2:0' ? 3.1 : channels * 2 };
  return { kind: 'interlaced PNG', bytesPerPixel: channels * (deep ? 2 : 1) * 0.93 };
}

/** What decoding one frame of a picture will take at most. */
export function decodeCostOf(type: ImageType, metadata: Metadata): DecodeCost {
  const { width, height, channels, depth } = metadata;
  // JPEG is halved at least while it is read, wherever that leaves enough.
  const rowBytes = (width * channels * (depth === 'ushort' ? 2 : 1)) / (type === 'jpeg' ? 2 : 1);
  const { kind, bytesPerPixel } = needOf(type, metadata);
  const overhead = fixedBytes + rows * rowBytes;
  return {
    kind,
    bytes: overhead + bytesPerPixel * width * height,
    maxPixels: bytesPerPixel === 0 ? Number.POSITIVE_INFINITY : (maxDecodeBytes - overhead) / bytesPerPixel,
  };
}

/** Runs `work` when its bytes are to be had, in the order of asking: a large one is not overtaken for ever. */
export type MemoryGate = <Result>(bytes: number, work: () => Promise<Result>) => Promise<Result>;

/** Creates a gate; work that needs more than there is runs alone. */
export function createMemoryGate(capacityBytes: number): MemoryGate {
  let freeBytes = capacityBytes;
  const waiting: { bytes: number; enter: () => void }[] = [];

  function admit(): void {
    for (let next = waiting[0]; next && next.bytes <= freeBytes; next = waiting[0]) {
      waiting.shift();
      freeBytes -= next.bytes;
      next.enter();
    }
  }

  return async (wantedBytes, work) => {
    const bytes = Math.min(wantedBytes, capacityBytes);
    await new Promise<void>((enter) => {
      waiting.push({ bytes, enter });
      admit();
    });
    try {
      return await work();
    } finally {
      freeBytes += bytes;
      admit();
    }
  };
}
