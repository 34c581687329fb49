// Makes every variant from one decoding: large squares first, each smaller one from the next larger.
import type { Sharp } from 'sharp';
import type { Decoder } from './decoder.ts';
import { type Rectangle, squareOf } from './geometry.ts';
import type { ImageHeader, ImageSource } from './inspect.ts';
import { fromPixels, type Pixels, toSquare } from './pixels.ts';
import { makePlaceholder, type Placeholder } from './placeholder.ts';

export type VariantFormat = 'webp' | 'jpeg' | 'avif' | 'png';

export interface SquareSpec {
  /** Pixels along each side. */
  readonly size: number;
  readonly format: VariantFormat;
}

export interface VariantsSpec {
  readonly squares: readonly SquareSpec[];
  /** In pixels of the upright picture; the middle of it is used. Without it, the middle of the whole picture. */
  readonly crop?: Rectangle | null;
  /** Asks for a moving twin, in WebP, of a picture that moves. */
  readonly animation?: { readonly size: number; readonly maxFrames: number } | null;
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
  /** The moving twin, when one was asked for and the picture moves. */
  readonly animation: { readonly size: number; readonly bytes: Buffer } | null;
}

// Chosen by measuring on real photos: docs/adr/0012-memory-of-decoding.md.
const webp = { quality: 85, effort: 2 } as const;
const encoders: Record<VariantFormat, (image: Sharp) => Sharp> = {
  webp: (image) => image.webp(webp),
  jpeg: (image) => image.flatten({ background: '#fff' }).jpeg({ quality: 85 }),
  avif: (image) => image.avif({ quality: 65, effort: 0 }),
  png: (image) => image.png({ compressionLevel: 9 }),
};

async function encode(pixels: Pixels, square: SquareSpec): Promise<Variant> {
  const bytes = await encoders[square.format](fromPixels(pixels)).toBuffer();
  return { ...square, width: pixels.width, height: pixels.height, bytes };
}

/** Renders the squares of `spec` and the placeholder; throws `IMAGE_UNREADABLE` when the picture cannot be decoded. */
export async function render(
  source: ImageSource,
  header: ImageHeader,
  { squares, crop = null, animation = null }: VariantsSpec,
  decoder: Decoder,
): Promise<Rendering> {
  const square = squareOf(header.info, crop);
  const descending = [...squares].sort((a, b) => b.size - a.size);
  let pixels = await decoder.decodeSquare(source, header, square, Math.min(descending[0]?.size ?? 1, square.side));
  const scaled: { square: SquareSpec; pixels: Pixels }[] = [];
  for (const one of descending) {
    pixels = await toSquare(pixels, Math.min(one.size, square.side));
    scaled.push({ square: one, pixels });
  }
  const [placeholder, ...variants] = await Promise.all([
    makePlaceholder(pixels),
    ...scaled.map(({ square, pixels }) => encode(pixels, square)),
  ]);
  return { ...placeholder, variants, animation: await animate() };

  async function animate(): Promise<Rendering['animation']> {
    const { frames } = header.info;
    // libvips turns no animation; the few that ask for it stand still.
    if (!animation || frames < 2 || (header.metadata.orientation ?? 1) !== 1) return null;
    const cut = {
      square,
      side: Math.min(animation.size, square.side),
      frames: Math.min(frames, animation.maxFrames),
    };
    const bytes = await decoder.encodeFrames(source, header, cut, (image) => image.webp(webp).toBuffer());
    return { size: animation.size, bytes };
  }
}
