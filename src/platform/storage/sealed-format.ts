// How an object looks on disk: header, ciphertext, tag (AES-256-GCM). The tag covers the header and the object's key, so
// that neither a changed content type nor a file moved to another's place is taken for genuine.
//   magic "CAMEO" · version 1 (1 byte) · IV (12) · length of content type (1) · content type · ciphertext · tag (16)
import { type CipherGCM, createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { StorageCorruptError, type StoredObject } from './port.ts';

const algorithm = 'aes-256-gcm';
const magic = Buffer.from('CAMEO\x01', 'latin1');
const ivBytes = 12;
const tagBytes = 16;
const fixedBytes = magic.length + ivBytes + 1;
const contentTypePattern = /^[\x21-\x7e][\x20-\x7e]{0,254}$/;

const authenticated = (header: Buffer, key: string) => Buffer.concat([header, Buffer.from(key)]);

export interface Sealer {
  readonly header: Buffer;
  readonly cipher: CipherGCM;
}

/** Starts a sealed object: write the header, then the cipher's output, then its tag. */
export function createSealer(encryptionKey: Buffer, key: string, contentType: string): Sealer {
  if (!contentTypePattern.test(contentType)) throw new TypeError(`Not a content type: ${JSON.stringify(contentType)}`);
  const iv = randomBytes(ivBytes);
  const header = Buffer.concat([magic, iv, Buffer.of(contentType.length), Buffer.from(contentType, 'latin1')]);
  const cipher = createCipheriv(algorithm, encryptionKey, iv).setAAD(authenticated(header, key));
  return { header, cipher };
}

/** Opens a sealed object; throws `StorageCorruptError` unless every byte of it is as it was written. */
export function unseal(encryptionKey: Buffer, key: string, sealed: Buffer): StoredObject {
  if (sealed.length < fixedBytes + tagBytes || !sealed.subarray(0, magic.length).equals(magic)) {
    throw new StorageCorruptError(key);
  }
  const headerBytes = fixedBytes + sealed.readUInt8(fixedBytes - 1);
  const header = sealed.subarray(0, headerBytes);
  const iv = header.subarray(magic.length, magic.length + ivBytes);
  try {
    const decipher = createDecipheriv(algorithm, encryptionKey, iv, { authTagLength: tagBytes })
      .setAAD(authenticated(header, key))
      .setAuthTag(sealed.subarray(-tagBytes));
    const body = Buffer.concat([decipher.update(sealed.subarray(headerBytes, -tagBytes)), decipher.final()]);
    return { body, contentType: header.toString('latin1', fixedBytes) };
  } catch (cause) {
    throw new StorageCorruptError(key, cause);
  }
}
