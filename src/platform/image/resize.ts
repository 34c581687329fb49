// Squares of ours in other sizes. For files that this service made itself: foreign ones go through the codec.
import sharp, { type Sharp } from 'sharp';

const maxSide = 2048;

const encoders = {
  jpg: (image: Sharp) => image.flatten({ background: '#fff' }).jpeg({ quality: 85 }),
  png: (image: Sharp) => image.png(),
  webp: (image: Sharp) => image.webp({ quality: 85, effort: 2 }),
} as const;

/** `side` pixels square; undefined where the loader that it takes is blocked in this process. */
export async function resizeSquare(
  bytes: Buffer,
  side: number,
  format: keyof typeof encoders,
): Promise<Buffer | undefined> {
  const image = sharp(bytes, { limitInputPixels: maxSide * maxSide, failOn: 'error' }).resize(side, side);
  try {
    return await encoders[format](image).toBuffer();
  } catch (error) {
    if (/unsupported image format/i.test(String(error))) return undefined;
    throw error;
  }
}
