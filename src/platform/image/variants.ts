// Makes every variant from one decoding: large squares first, each smaller one from the next larger.
import type { DecodeSquare } from './decoder.ts';
import type { ImageHeader, ImageSource } from './inspect.ts';
import { fromPixels, type Pixels, toSquare } from './pixels.ts';
import { makePlaceholder, type Placeholder } from './placeholder.ts';

export type VariantFormat = 'webp' | 'jpeg';

export interface SquareSpec {
  /** Pixels along each side. */
  readonly size: number;
  readonly format: VariantFormat;
}

export interface VariantsSpec {
  readonly squares: readonly SquareSpec[];
  /** 1 to 100, for both formats. */
  readonly quality: number;
}

export interface Variant extends SquareSpec {
  /** Pixels across: `size`, or less where the picture is smaller. */
  readonly width: number;
  readonly height: number;
  readonly bytes: Buffer;
}

export interface Rendering extends Placeholder {
  /** The largest first. */
  readonly variants: readonly Variant[];
}

// Effort 2 takes half the time of libwebp's default 4 for 2 % more bytes; see docs/adr/0005-avatar-pipeline.md.
const webpEffort = 2;

async function encode(pixels: Pixels, square: SquareSpec, quality: number): Promise<Variant> {
  const pipeline = fromPixels(pixels);
  const bytes =
    square.format === 'webp'
      ? await pipeline.webp({ quality, effort: webpEffort }).toBuffer()
      : await pipeline.flatten({ background: '#fff' }).jpeg({ quality }).toBuffer();
  return { ...square, width: pixels.width, height: pixels.height, bytes };
}

/** Renders the squares of `spec` and the placeholder; throws `IMAGE_UNREADABLE` when the picture cannot be decoded. */
export async function render(
  source: ImageSource,
  header: ImageHeader,
  { squares, quality }: VariantsSpec,
  decodeSquare: DecodeSquare,
): Promise<Rendering> {
  const shorterSide = Math.min(header.info.width, header.info.height);
  const descending = [...squares].sort((a, b) => b.size - a.size);
  let pixels = await decodeSquare(source, header, Math.min(descending[0]?.size ?? 1, shorterSide));
  const scaled: { square: SquareSpec; pixels: Pixels }[] = [];
  for (const square of descending) {
    pixels = await toSquare(pixels, Math.min(square.size, shorterSide));
    scaled.push({ square, pixels });
  }
  const [placeholder, ...variants] = await Promise.all([
    makePlaceholder(pixels),
    ...scaled.map(({ square, pixels }) => encode(pixels, square, quality)),
  ]);
  return { ...placeholder, variants };
}
