// Pictures for tests, made on the spot: each is the smallest that shows one trait.
import { crc32 } from 'node:zlib';
import sharp, { type Sharp } from 'sharp';

export type Rgb = readonly [red: number, green: number, blue: number];

export const red: Rgb = [255, 0, 0];
export const green: Rgb = [0, 160, 0];
export const blue: Rgb = [0, 0, 255];
export const white: Rgb = [255, 255, 255];

/** A picture whose pixels `paint` decides from a position between 0 and 1 along each side. */
export function paintImage(width: number, height: number, paint: (x: number, y: number) => readonly number[]): Sharp {
  const pixels = Array.from({ length: width * height }, (_, index) =>
    paint(((index % width) + 0.5) / width, (Math.floor(index / width) + 0.5) / height),
  );
  const channels = pixels[0]?.length === 4 ? 4 : 3;
  return sharp(Buffer.from(pixels.flat()), { raw: { width, height, channels } });
}

export const solid = (color: readonly number[], width = 64, height = 64): Sharp =>
  paintImage(width, height, () => color);

/** Red, green, blue and white from the upper left to the lower right corner. */
const paintQuadrants = (x: number, y: number): Rgb => (y < 0.5 ? (x < 0.5 ? red : green) : x < 0.5 ? blue : white);

export const quadrants = (width: number, height: number): Sharp => paintImage(width, height, paintQuadrants);

/** TIFF 6.0, tag 274: from where a pixel is stored to where it is seen. */
const seenAt: Record<number, (x: number, y: number) => [number, number]> = {
  1: (x, y) => [x, y],
  2: (x, y) => [1 - x, y],
  3: (x, y) => [1 - x, 1 - y],
  4: (x, y) => [x, 1 - y],
  5: (x, y) => [y, x],
  6: (x, y) => [1 - y, x],
  7: (x, y) => [1 - y, 1 - x],
  8: (x, y) => [y, 1 - x],
};

/** A camera's JPEG of the four quadrants, seen as 120 × 80, stored as `orientation` says, with a place and a description. */
export function phonePhoto(orientation: number, description = 'taken at home'): Promise<Buffer> {
  const [width, height] = orientation >= 5 ? [80, 120] : [120, 80];
  return paintImage(width, height, (x, y) => paintQuadrants(...(seenAt[orientation]?.(x, y) ?? [x, y])))
    .jpeg({ quality: 95, chromaSubsampling: '4:4:4' })
    .withMetadata({ orientation })
    .withExifMerge({
      IFD0: { ImageDescription: description, Make: 'Canary Cameras' },
      IFD3: {
        GPSLatitudeRef: 'N',
        GPSLatitude: '51/1 30/1 3230/100',
        GPSLongitudeRef: 'W',
        GPSLongitude: '0/1 7/1 5/1',
      },
    })
    .toBuffer();
}

/** An animation with one frame for each colour. */
export async function animation(format: 'gif' | 'webp', colors: readonly Rgb[]): Promise<Buffer> {
  const frames = await Promise.all(colors.map((color) => solid(color).png().toBuffer()));
  return sharp(frames, { join: { animated: true } })
    .toFormat(format)
    .toBuffer();
}

/** A chunk of a PNG, with its checksum. */
export function pngChunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const chunk = Buffer.alloc(body.length + 8);
  chunk.writeUInt32BE(data.length, 0);
  body.copy(chunk, 4);
  chunk.writeUInt32BE(crc32(body), body.length + 4);
  return chunk;
}

/** A PNG of a few bytes that announces a huge picture. */
export function pixelBomb(width: number, height: number): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 2, 0, 0, 0], 8);
  const signature = Buffer.from('\x89PNG\r\n\x1a\n', 'latin1');
  return Buffer.concat([
    signature,
    pngChunk('IHDR', header),
    pngChunk('IDAT', Buffer.alloc(16)),
    pngChunk('IEND', Buffer.alloc(0)),
  ]);
}

/** The first bytes of an ISO media file: an iPhone photo with `heic`, say. */
export function isoMediaHeader(majorBrand: string, ...compatibleBrands: string[]): Buffer {
  const header = Buffer.from(`\0\0\0\0ftyp${majorBrand}\0\0\0\0${compatibleBrands.join('')}`, 'latin1');
  header.writeUInt32BE(header.length, 0);
  return Buffer.concat([header, Buffer.alloc(64)]);
}

/** The colour at a position between 0 and 1 along each side: red, green, blue and alpha. */
export async function colorAt(image: Buffer, x: number, y: number): Promise<number[]> {
  const { data, info } = await sharp(image).ensureAlpha().raw().toBuffer({ resolveWithObject: true });
  const at = (Math.floor(y * info.height) * info.width + Math.floor(x * info.width)) * 4;
  return [...data.subarray(at, at + 4)];
}

/** How far two colours are apart, as the largest difference of a channel. */
export const colorDistance = (a: readonly number[], b: readonly number[]): number =>
  Math.max(...b.map((value, index) => Math.abs(value - (a[index] ?? 0))));
