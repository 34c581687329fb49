// Small values under authenticated encryption (AES-256-GCM). The context is covered by the tag, so that what was sealed
// for one purpose or person is not taken for another's.
//   version 1 (1 byte) · IV (12) · tag (16) · ciphertext
import { createCipheriv, createDecipheriv, type KeyObject, randomBytes } from 'node:crypto';

const algorithm = 'aes-256-gcm';
const version = 1;
const ivEnd = 13;
const tagEnd = 29;

/** Seals `data` with a 32-byte key. */
export function seal(key: KeyObject, context: string, data: Buffer): Buffer {
  const iv = randomBytes(12);
  const cipher = createCipheriv(algorithm, key, iv).setAAD(Buffer.from(context));
  const body = Buffer.concat([cipher.update(data), cipher.final()]);
  return Buffer.concat([Buffer.of(version), iv, cipher.getAuthTag(), body]);
}

/** What was sealed; undefined under another key or context, and for anything that has been changed. */
export function open(key: KeyObject, context: string, sealed: Buffer): Buffer | undefined {
  if (sealed.length < tagEnd || sealed[0] !== version) return undefined;
  const decipher = createDecipheriv(algorithm, key, sealed.subarray(1, ivEnd), { authTagLength: tagEnd - ivEnd })
    .setAAD(Buffer.from(context))
    .setAuthTag(sealed.subarray(ivEnd, tagEnd));
  try {
    return Buffer.concat([decipher.update(sealed.subarray(tagEnd)), decipher.final()]);
  } catch {
    return undefined;
  }
}
