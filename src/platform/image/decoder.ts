// The only place where foreign pixels are decoded, and bounded in time.
import sharp, { type Sharp } from 'sharp';
import { imageUnreadable } from './errors.ts';
import { correctionOf, type Square, storedSquare } from './geometry.ts';
import { type ImageHeader, type ImageSource, readOptions } from './inspect.ts';
import { fromPixels, type Pixels, toPixels } from './pixels.ts';

export interface Decoder {
  /** A square of the first frame, upright, in sRGB, scaled to `side` pixels. Throws `IMAGE_UNREADABLE`, `DecodeStalledError`. */
  decodeSquare(source: ImageSource, header: ImageHeader, square: Square, side: number): Promise<Pixels>;
  /** A square of the first `frames` frames as `encode` makes a file of them. Throws as `decodeSquare` does. */
  encodeFrames(
    source: ImageSource,
    header: ImageHeader,
    cut: { readonly square: Square; readonly side: number; readonly frames: number },
    encode: (animation: Sharp) => Promise<Buffer>,
  ): Promise<Buffer>;
}

/** The time was up, but the machine has hardly worked: it slept, or was overloaded. The next attempt may well succeed. */
export class DecodeStalledError extends Error {
  constructor(cause: unknown) {
    super('Decoding stood still until its time was up', { cause });
    this.name = 'DecodeStalledError';
  }
}

// Full memory or a full disk is ours to retry; everything else that decoding reports lies in the file.
const isOurFault = (error: unknown) => /out of memory|write failed|unable to write|no space left/i.test(String(error));

function cpuSeconds(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1e6;
}

interface Window {
  readonly scaledWidth: number;
  readonly scaledHeight: number;
  readonly left: number;
  readonly top: number;
}

/** Where the square lies in the stored picture once that is scaled so that the square has `side` pixels. */
function windowOf({ info, metadata }: ImageHeader, square: Square, side: number): Window {
  const { x, y } = storedSquare(square, info, metadata.orientation);
  const scale = side / square.side;
  const scaledWidth = Math.max(side, Math.round(metadata.width * scale));
  const scaledHeight = Math.max(side, Math.round(metadata.height * scale));
  return {
    scaledWidth,
    scaledHeight,
    left: Math.min(Math.round(x * scale), scaledWidth - side),
    top: Math.min(Math.round(y * scale), scaledHeight - side),
  };
}

function open(source: ImageSource, { metadata }: ImageHeader, timeoutSeconds: number, pages: number): Sharp {
  // sharp applies a colour profile before it scales, which takes longer than decoding itself, and leaves 16-bit pictures
  // in Display P3. Told to ignore the profile at first and to convert to sRGB at last, it uses the profile after scaling.
  const convertLast = metadata.hasProfile && (metadata.space === 'srgb' || metadata.space === 'rgb16');
  const pipeline = sharp(source, { ...readOptions, ignoreIcc: convertLast, pages }).timeout({
    seconds: timeoutSeconds,
  });
  return convertLast ? pipeline.withIccProfile('srgb', { attach: false }) : pipeline;
}

async function cutSquare(pipeline: Sharp, { scaledWidth, scaledHeight, left, top }: Window, side: number) {
  // A decoder stops at the last row that it needs. All rows to the end are asked for, so that an upload broken off below
  // the square is refused like any other.
  const rows = { left, top, width: side, height: scaledHeight - top };
  const pixels = await toPixels(pipeline.resize(scaledWidth, scaledHeight, { fit: 'fill' }).extract(rows));
  return { ...pixels, data: pixels.data.subarray(0, side * side * pixels.channels), height: side };
}

/** Turned last, when little is left to turn: before, all of a large picture would have to be held for it. */
function setUpright(pixels: Pixels, orientation: number | undefined): Promise<Pixels> | Pixels {
  const { turn, mirror } = correctionOf(orientation);
  return turn === 0 && !mirror ? pixels : toPixels(fromPixels(pixels).rotate(turn).flop(mirror));
}

/** Creates the decoder. Callers see to it that there is memory for what the header announces. */
export function createDecoder({ timeoutSeconds }: { timeoutSeconds: number }): Decoder {
  async function guard<Result>(decode: () => Promise<Result>): Promise<Result> {
    const cpuBefore = cpuSeconds();
    try {
      return await decode();
    } catch (cause) {
      if (isOurFault(cause)) throw cause;
      const tookTooLong = String(cause).includes('timeout');
      if (tookTooLong && cpuSeconds() - cpuBefore < timeoutSeconds / 2) throw new DecodeStalledError(cause);
      throw imageUnreadable({
        cause,
        ...(tookTooLong && { message: 'This picture took too long to read. Please save it as JPEG and upload that.' }),
      });
    }
  }

  return {
    decodeSquare: (source, header, square, side) =>
      guard(async () => {
        const window = windowOf(header, square, side);
        const pixels = await cutSquare(open(source, header, timeoutSeconds, 1), window, side);
        return setUpright(pixels, header.metadata.orientation);
      }),

    encodeFrames: (source, header, { square, side, frames }, encode) =>
      guard(() => {
        const { scaledWidth, scaledHeight, left, top } = windowOf(header, square, side);
        const animation = open(source, header, timeoutSeconds, frames)
          .resize(scaledWidth, scaledHeight, { fit: 'fill' })
          .extract({ left, top, width: side, height: side });
        return encode(animation);
      }),
  };
}
