// What a page shows until the picture is there: a ThumbHash (about 25 bytes) and one colour.
import { rgbaToThumbHash } from 'thumbhash';
import { fromPixels, type Pixels, toSquare } from './pixels.ts';

// A ThumbHash keeps a few waves of each channel; more pixels than this cost time and change nothing.
const placeholderSide = 32;

export interface Placeholder {
  /** Base64, see evanw.github.io/thumbhash. */
  readonly thumbHash: string;
  /** The most frequent colour on white, as `#rrggbb`. */
  readonly dominantColor: string;
}

/** The average of the pixels in the fullest of 16 × 16 × 16 boxes of similar colours. */
function findDominantColor(rgba: Buffer): string {
  const boxes = new Map<number, { count: number; sums: [number, number, number] }>();
  for (let at = 0; at < rgba.length; at += 4) {
    const alpha = rgba.readUInt8(at + 3) / 255;
    const onWhite = (channel: number) => Math.round(255 - (255 - rgba.readUInt8(at + channel)) * alpha);
    const [red, green, blue] = [onWhite(0), onWhite(1), onWhite(2)];
    const key = ((red >> 4) << 8) | ((green >> 4) << 4) | (blue >> 4);
    const { count, sums } = boxes.get(key) ?? { count: 0, sums: [0, 0, 0] };
    boxes.set(key, { count: count + 1, sums: [sums[0] + red, sums[1] + green, sums[2] + blue] });
  }
  const fullest = [...boxes.values()].reduce((best, box) => (box.count > best.count ? box : best));
  return `#${Buffer.from(fullest.sums.map((sum) => Math.round(sum / fullest.count))).toString('hex')}`;
}

/** Makes the placeholder of a square picture. */
export async function makePlaceholder(square: Pixels): Promise<Placeholder> {
  const small = await toSquare(square, Math.min(square.width, placeholderSide));
  const rgba = await fromPixels(small).ensureAlpha().raw().toBuffer();
  return {
    thumbHash: Buffer.from(rgbaToThumbHash(small.width, small.height, rgba)).toString('base64'),
    dominantColor: findDominantColor(rgba),
  };
}
