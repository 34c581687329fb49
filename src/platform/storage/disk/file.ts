// What a file of the store looks like: a head with the content type, then the content.
//   magic "CAMEO" · 0 (1 byte) · length of content type (1) · content type · content
// Files of the first version had no such head: they begin with what objects of the first sealed format begin with.
import { firstMagic } from '../first-format.ts';
import { sealedContentType } from '../object-sealing.ts';

const magic = Buffer.from('CAMEO\x00', 'latin1');
const fixedBytes = magic.length + 1;

/** No head is longer. */
export const maxHeadBytes = fixedBytes + 255;

export function encodeFileHead(contentType: string): Buffer {
  return Buffer.concat([magic, Buffer.of(contentType.length), Buffer.from(contentType, 'latin1')]);
}

/** The content type, and where the content starts; undefined when this is no file of ours. */
export function readFileHead(file: Buffer): { contentType: string; start: number } | undefined {
  if (file.subarray(0, firstMagic.length).equals(firstMagic)) return { contentType: sealedContentType, start: 0 };
  if (file.length < fixedBytes || !file.subarray(0, magic.length).equals(magic)) return undefined;
  const start = fixedBytes + file.readUInt8(magic.length);
  if (file.length < start) return undefined;
  return { contentType: file.toString('latin1', fixedBytes, start), start };
}
