// The only place where foreign pixels are decoded: bounded in time, and in memory also when several pictures come at once.
import sharp, { type Metadata } from 'sharp';
import { imageUnreadable } from './errors.ts';
import { type ImageHeader, type ImageSource, readOptions } from './inspect.ts';
import { type Pixels, toPixels, toSquare } from './pixels.ts';

/**
 * Decodes the first frame, upright, in sRGB, as a square of `side` pixels (at most the shorter side of the picture).
 * Throws `IMAGE_UNREADABLE` for a damaged file and for one that takes too long.
 */
export type DecodeSquare = (source: ImageSource, header: ImageHeader, side: number) => Promise<Pixels>;

// Full memory or a full disk is ours to retry; everything else that decoding reports lies in the file.
const isOurFault = (error: unknown) => /out of memory|write failed|unable to write|no space left/i.test(String(error));

// Most decoders stream rows. These hold the whole picture, AVIF at some 20 bytes per pixel.
const holdsWholePicture = ({ info, metadata }: ImageHeader) =>
  (info.type === 'avif' || metadata.isProgressive) && info.width * info.height > 4_000_000;

function createQueueOfOne(): <Result>(work: () => Promise<Result>) => Promise<Result> {
  let last: Promise<unknown> = Promise.resolve();
  return (work) => {
    const run = last.then(work);
    last = run.catch(() => {});
    return run;
  };
}

function buildPipeline(source: ImageSource, metadata: Metadata, side: number, timeoutSeconds: number) {
  // A decoder stops at the last row that it needs: scaling a tall picture whole makes it read on to the end, so that an
  // upload broken off below the square is refused like any other.
  const fit = metadata.height > metadata.width ? 'outside' : 'cover';
  // sharp applies a colour profile before it scales, which takes longer than decoding itself, and leaves 16-bit pictures
  // in Display P3. Told to ignore the profile at first and to convert to sRGB at last, it uses the profile after scaling.
  const convertLast = metadata.hasProfile && (metadata.space === 'srgb' || metadata.space === 'rgb16');
  const pipeline = sharp(source, { ...readOptions, ignoreIcc: convertLast })
    .timeout({ seconds: timeoutSeconds })
    .autoOrient()
    .resize(side, side, { fit });
  return convertLast ? pipeline.withIccProfile('srgb', { attach: false }) : pipeline;
}

/** Creates the decoder; pictures that must be held whole are decoded one at a time. */
export function createDecoder({ timeoutSeconds }: { timeoutSeconds: number }): DecodeSquare {
  const oneAtATime = createQueueOfOne();
  return async (source, header, side) => {
    const decode = () => toPixels(buildPipeline(source, header.metadata, side, timeoutSeconds));
    try {
      return await toSquare(await (holdsWholePicture(header) ? oneAtATime(decode) : decode()), side);
    } catch (cause) {
      if (isOurFault(cause)) throw cause;
      const tookTooLong = String(cause).includes('timeout');
      throw imageUnreadable({
        cause,
        ...(tookTooLong && { message: 'This picture took too long to read. Please save it as JPEG and upload that.' }),
      });
    }
  };
}
