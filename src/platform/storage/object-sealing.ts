// Objects under encryption, whichever store keeps them: a data key for each, wrapped by a key of the keyring.
import { randomBytes } from 'node:crypto';
import { type Chunks, collect, createByteReader } from './byte-reader.ts';
import {
  contentBytes,
  type EnvelopeHead,
  encodeHead,
  envelopeMagic,
  openFrames,
  readHead,
  sealFrames,
} from './envelope.ts';
import { firstMagic, openFirstFormat } from './first-format.ts';
import type { KeyEncryption } from './key-encryption.ts';
import { StorageCorruptError } from './port.ts';

/** The content type that a store sees; the true one is inside. */
export const sealedContentType = 'application/vnd.cameo.sealed';

export interface UnsealedObject {
  readonly contentType: string;
  readonly bytes: number;
  readonly content: Chunks;
}

export type ObjectSealing = ReturnType<typeof createObjectSealing>;

export function createObjectSealing(deps: {
  keyring: KeyEncryption;
  /** Keys that objects of the first format may have been written with. */
  firstFormatKeys: readonly Buffer[];
}) {
  const { keyring } = deps;

  async function* seal(key: string, contentType: string, content: Chunks): AsyncGenerator<Buffer> {
    const dataKey = randomBytes(32);
    yield encodeHead({ wrapped: await keyring.wrap(dataKey, key), contentType });
    yield* sealFrames(createByteReader(content), { dataKey, key, contentType });
  }

  async function unwrap(key: string, { wrapped }: EnvelopeHead): Promise<Buffer> {
    const dataKey = await keyring.unwrap(wrapped, key);
    if (!dataKey) throw new StorageCorruptError(key);
    return dataKey;
  }

  /** What the magic says is coming; anything that is of none of our forms is corrupt. */
  async function recognise(key: string, sealed: Chunks) {
    const reader = createByteReader(sealed);
    const magic = await reader.read(envelopeMagic.length);
    if (magic.equals(envelopeMagic)) {
      const head = await readHead(reader);
      if (head) return { reader, head };
    }
    if (magic.equals(firstMagic)) {
      const whole = Buffer.concat([magic, await collect(reader.rest())]);
      const found = deps.firstFormatKeys.map((former) => openFirstFormat(former, key, whole)).find(Boolean);
      if (found) return { found };
    }
    throw new StorageCorruptError(key);
  }

  return {
    seal,

    /** Rejects when nothing can be sealed now. */
    async check(): Promise<void> {
      await keyring.currentKeyId();
    },

    /** Opens an object of `sealedBytes` bytes. @throws StorageCorruptError, also later, while the content is read; the caller lets go of `sealed` */
    async unseal(key: string, sealed: Chunks, sealedBytes: number): Promise<UnsealedObject> {
      const { found, reader, head } = await recognise(key, sealed);
      if (found) return { contentType: found.contentType, bytes: found.body.length, content: [found.body] };
      const { contentType, bytes } = head;
      const dataKey = await unwrap(key, head);
      return {
        contentType,
        bytes: contentBytes(sealedBytes - bytes),
        content: openFrames(reader, { dataKey, key, contentType }),
      };
    },

    /**
     * The same object under the keyring's current key: a new head before the frames it had. Undefined when it is under
     * that key already. @throws StorageCorruptError when no key opens it
     */
    async rewrap(key: string, sealed: Chunks, currentKeyId: string): Promise<AsyncIterable<Buffer> | undefined> {
      const { found, reader, head } = await recognise(key, sealed);
      if (found) return seal(key, found.contentType, [found.body]);
      if (head.wrapped.keyId === currentKeyId) return undefined;
      const dataKey = await unwrap(key, head);
      const newHead = encodeHead({ ...head, wrapped: await keyring.wrap(dataKey, key) });
      return (async function* () {
        yield newHead;
        yield* reader.rest();
      })();
    },
  };
}
