// How objects looked before envelope.ts: one AES-256-GCM message under the storage key itself. Only read, never written.
//   magic "CAMEO" · version 1 (1 byte) · IV (12) · length of content type (1) · content type · ciphertext · tag (16)
import { createDecipheriv } from 'node:crypto';
import type { StoredObject } from './port.ts';

const ivBytes = 12;
const tagBytes = 16;

/** What an object of this format begins with. */
export const firstMagic = Buffer.from('CAMEO\x01', 'latin1');
const fixedBytes = firstMagic.length + ivBytes + 1;

/** Opens an object; undefined unless every byte of it is as it was written with this key under this name. */
export function openFirstFormat(encryptionKey: Buffer, key: string, sealed: Buffer): StoredObject | undefined {
  if (sealed.length < fixedBytes + tagBytes) return undefined;
  const headerBytes = fixedBytes + sealed.readUInt8(fixedBytes - 1);
  const header = sealed.subarray(0, headerBytes);
  const iv = header.subarray(firstMagic.length, firstMagic.length + ivBytes);
  try {
    const decipher = createDecipheriv('aes-256-gcm', encryptionKey, iv, { authTagLength: tagBytes })
      .setAAD(Buffer.concat([header, Buffer.from(key)]))
      .setAuthTag(sealed.subarray(-tagBytes));
    const body = Buffer.concat([decipher.update(sealed.subarray(headerBytes, -tagBytes)), decipher.final()]);
    return { body, contentType: header.toString('latin1', fixedBytes) };
  } catch {
    return undefined;
  }
}
