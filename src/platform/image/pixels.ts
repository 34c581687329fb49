// Raw 8-bit sRGB pixels between decoding and encoding. No metadata can survive here, because there is no place for it.
import sharp, { type Sharp } from 'sharp';

export interface Pixels {
  readonly data: Buffer;
  readonly width: number;
  readonly height: number;
  readonly channels: 3 | 4;
}

/** Runs a pipeline to its pixels. */
export async function toPixels(pipeline: Sharp): Promise<Pixels> {
  const { data, info } = await pipeline.toColourspace('srgb').raw().toBuffer({ resolveWithObject: true });
  return { data, width: info.width, height: info.height, channels: info.channels === 4 ? 4 : 3 };
}

/** A pipeline that starts from pixels. */
export const fromPixels = ({ data, ...raw }: Pixels): Sharp => sharp(data, { raw });

/** The same pixels as a square of `side`, cut from the centre and scaled. */
export async function toSquare(pixels: Pixels, side: number): Promise<Pixels> {
  return pixels.width === side && pixels.height === side ? pixels : toPixels(fromPixels(pixels).resize(side, side));
}
