// What a file says it is in its first bytes, whatever its name or declared type. Only the formats that we can name.
export type ImageType = 'jpeg' | 'png' | 'gif' | 'webp' | 'avif';
export type Signature = ImageType | 'animated-avif' | 'heic';

/** Bytes of a file that `readSignature` may look at: the brands of an ISO media file come first and are few. */
export const signatureBytes = 256;

const heicBrands = new Set(['heic', 'heix', 'heim', 'heis', 'hevc', 'hevx', 'hevm', 'hevs', 'mif1', 'msf1']);

/** ISO 14496-12: a box of type `ftyp` with a major brand, a minor version and compatible brands, four bytes each. */
function readBrands(head: Buffer): string[] {
  if (head.length < 16 || head.toString('latin1', 4, 8) !== 'ftyp') return [];
  const end = Math.min(head.readUInt32BE(0), head.length);
  const brands = [head.toString('latin1', 8, 12)];
  for (let at = 16; at + 4 <= end; at += 4) brands.push(head.toString('latin1', at, at + 4));
  return brands;
}

/** The format that the first bytes of a file announce, or undefined when it is none of ours. */
export function readSignature(head: Buffer): Signature | undefined {
  const text = head.toString('latin1');
  if (text.startsWith('\xff\xd8\xff')) return 'jpeg';
  if (text.startsWith('\x89PNG\r\n\x1a\n')) return 'png';
  if (text.startsWith('GIF87a') || text.startsWith('GIF89a')) return 'gif';
  if (text.startsWith('RIFF') && text.startsWith('WEBP', 8)) return 'webp';
  const brands = readBrands(head);
  if (brands[0] === 'avis') return 'animated-avif';
  if (brands.includes('avif')) return 'avif';
  return brands.some((brand) => heicBrands.has(brand)) ? 'heic' : undefined;
}
