// How an object looks under encryption: a head that carries its own data key, wrapped, then frames of 64 KiB, each with
// AES-256-GCM. A frame's nonce is its number and whether it is the last, so that none can be left out, moved or added.
// The frames' key is derived from the data key, the object's key and its content type: none of them can be exchanged.
// The head alone changes when the data key is wrapped anew.
//   magic "CAMEO" · version 2 (1 byte) · length of the rest of the head (2) ·
//   length (1) and id of the wrapping key · length (2) and wrapped data key · content type │ frames: ciphertext · tag (16)
import { createCipheriv, createDecipheriv, hkdfSync } from 'node:crypto';
import type { ByteReader } from './byte-reader.ts';
import type { WrappedKey } from './key-encryption.ts';
import { StorageCorruptError } from './port.ts';

const algorithm = 'aes-256-gcm';
const frameBytes = 65_536;
const tagBytes = 16;
const sealedFrameBytes = frameBytes + tagBytes;

/** What an envelope begins with. */
export const envelopeMagic = Buffer.from('CAMEO\x02', 'latin1');

export interface EnvelopeHead {
  readonly wrapped: WrappedKey;
  readonly contentType: string;
}

const withLength = (bytes: Buffer, lengthBytes: number) => {
  const length = Buffer.alloc(lengthBytes);
  length.writeUIntBE(bytes.length, 0, lengthBytes); // throws for what does not fit
  return Buffer.concat([length, bytes]);
};

export function encodeHead({ wrapped, contentType }: EnvelopeHead): Buffer {
  const fields = Buffer.concat([
    withLength(Buffer.from(wrapped.keyId, 'latin1'), 1),
    withLength(wrapped.bytes, 2),
    Buffer.from(contentType, 'latin1'),
  ]);
  return Buffer.concat([envelopeMagic, withLength(fields, 2)]);
}

/** Reads what follows the magic; undefined when it is no head. `bytes` is the length of the whole head. */
export async function readHead(reader: ByteReader): Promise<(EnvelopeHead & { readonly bytes: number }) | undefined> {
  const length = await reader.read(2);
  if (length.length < 2) return undefined;
  const fields = await reader.read(length.readUInt16BE());
  const idEnd = 1 + (fields[0] ?? 0);
  const wrappedStart = idEnd + 2;
  if (fields.length < length.readUInt16BE() || fields.length < wrappedStart) return undefined;
  const wrappedEnd = wrappedStart + fields.readUInt16BE(idEnd);
  if (fields.length < wrappedEnd) return undefined;
  return {
    wrapped: { keyId: fields.toString('latin1', 1, idEnd), bytes: fields.subarray(wrappedStart, wrappedEnd) },
    contentType: fields.toString('latin1', wrappedEnd),
    bytes: envelopeMagic.length + 2 + fields.length,
  };
}

/** The size of the content when all frames together have `sealedBytes`. */
export const contentBytes = (sealedBytes: number): number =>
  sealedBytes - Math.ceil(sealedBytes / sealedFrameBytes) * tagBytes;

const frameKeyOf = (dataKey: Buffer, key: string, contentType: string) =>
  Buffer.from(hkdfSync('sha256', dataKey, '', `cameo:object\n${key}\n${contentType}`, 32));

function nonceOf(index: number, isLast: boolean): Buffer {
  const nonce = Buffer.alloc(12);
  nonce.writeUInt32BE(index, 7);
  nonce.writeUInt8(Number(isLast), 11);
  return nonce;
}

interface Frame {
  readonly data: Buffer;
  readonly index: number;
  readonly isLast: boolean;
}

/** The frames of `bytes` bytes each; the last may be shorter, and is empty only if there is nothing else. */
async function* framesOf(reader: ByteReader, bytes: number): AsyncGenerator<Frame> {
  try {
    let data = await reader.read(bytes);
    for (let index = 0; ; index++) {
      const next = data.length < bytes ? Buffer.alloc(0) : await reader.read(bytes);
      yield { data, index, isLast: next.length === 0 };
      if (next.length === 0) return;
      data = next;
    }
  } finally {
    await reader.close();
  }
}

/** Encrypts what is left in `reader`. */
export async function* sealFrames(
  reader: ByteReader,
  object: { dataKey: Buffer; key: string; contentType: string },
): AsyncGenerator<Buffer> {
  const frameKey = frameKeyOf(object.dataKey, object.key, object.contentType);
  for await (const { data, index, isLast } of framesOf(reader, frameBytes)) {
    const cipher = createCipheriv(algorithm, frameKey, nonceOf(index, isLast));
    yield Buffer.concat([cipher.update(data), cipher.final(), cipher.getAuthTag()]);
  }
}

/** Decrypts what is left in `reader`, frame by frame. @throws StorageCorruptError at the first that is not genuine */
export async function* openFrames(
  reader: ByteReader,
  object: { dataKey: Buffer; key: string; contentType: string },
): AsyncGenerator<Buffer> {
  const frameKey = frameKeyOf(object.dataKey, object.key, object.contentType);
  for await (const { data, index, isLast } of framesOf(reader, sealedFrameBytes)) {
    if (data.length < tagBytes) throw new StorageCorruptError(object.key);
    const decipher = createDecipheriv(algorithm, frameKey, nonceOf(index, isLast), { authTagLength: tagBytes });
    decipher.setAuthTag(data.subarray(-tagBytes));
    const content = decipher.update(data.subarray(0, -tagBytes));
    try {
      decipher.final();
    } catch (cause) {
      throw new StorageCorruptError(object.key, cause);
    }
    yield content;
  }
}
