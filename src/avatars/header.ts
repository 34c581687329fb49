// Judges a picture while it arrives: its first bytes before more is taken, its header before it is believed.
import { Readable } from 'node:stream';
import { type ImageCodec, type ImageInfo, isImageError, signatureBytes } from '../platform/image/index.ts';
import { createQueueOfOne } from '../platform/one-at-a-time.ts';
import type { Storage } from '../platform/storage/index.ts';
import { imageUnreadable } from './errors.ts';

// Room for what cameras write before the size of a picture: previews, colour profiles.
const headBytes = 128 * 1024;

/** The first bytes of a file that was taken in. */
export interface FileHead {
  bytes: Buffer;
}

/** `source` unchanged, with its beginning kept in `head`. @throws UNSUPPORTED_IMAGE_TYPE, as soon as the type shows */
function passOn(source: Readable, head: FileHead, codec: ImageCodec): Readable {
  async function* chunks(): AsyncGenerator<Buffer> {
    let isJudged = false;
    for await (const chunk of source) {
      const bytes: Buffer = chunk;
      if (head.bytes.length < headBytes)
        head.bytes = Buffer.concat([head.bytes, bytes.subarray(0, headBytes - head.bytes.length)]);
      if (!isJudged && head.bytes.length >= signatureBytes) {
        codec.identify(head.bytes);
        isJudged = true;
      }
      yield bytes;
    }
    if (!isJudged) codec.identify(head.bytes);
  }
  return Readable.from(chunks(), { objectMode: false });
}

export type HeaderCheck = ReturnType<typeof createHeaderCheck>;

export function createHeaderCheck({ codec, storage }: { codec: ImageCodec; storage: Storage }) {
  const oneAtATime = createQueueOfOne();

  /** The header of a file of which not even the beginning tells enough; one such file is in memory at a time. */
  const inspectWhole = (key: string): Promise<ImageInfo> =>
    oneAtATime(async () => {
      const object = await storage.get(key);
      if (!object) throw imageUnreadable();
      return codec.inspect(object.body);
    });

  return {
    passOn: (source: Readable, head: FileHead): Readable => passOn(source, head, codec),

    /** Size and type of a stored file. @throws UNSUPPORTED_IMAGE_TYPE, IMAGE_TOO_LARGE, IMAGE_UNREADABLE */
    async inspect(key: string, bytes: number, { bytes: head }: FileHead): Promise<ImageInfo> {
      if (bytes <= head.length) return codec.inspect(head);
      const type = codec.identify(head);
      // JPEG and PNG say everything at their beginning; the others have frames, or say how they lie at their end.
      if (type !== 'jpeg' && type !== 'png') return inspectWhole(key);
      return codec.inspect(head).catch((error: unknown) => {
        if (isImageError(error) && error.code === imageUnreadable.code) return inspectWhole(key);
        throw error;
      });
    },
  };
}
