// Pictures that lie, carry something, or want to be more than they are; all of them made on the spot.
import { crc32, deflateSync } from 'node:zlib';
import { phonePhoto, pngChunk, solid } from './images.ts';

/** What no file of ours may contain, whatever of it came in. */
export const canary = 'CANARY-7f3a';

const segment = (marker: number, content: Buffer): Buffer => {
  const head = Buffer.from([0xff, marker, 0, 0]);
  head.writeUInt16BE(content.length + 2, 2);
  return Buffer.concat([head, content]);
};

const insert = (file: Buffer, at: number, ...parts: Buffer[]): Buffer =>
  Buffer.concat([file.subarray(0, at), ...parts, file.subarray(at)]);

const xmp = `<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description rdf:about="${canary}"/></rdf:RDF></x:xmpmeta>`;

/** IIM: record 2, data set 120 (caption), in a Photoshop resource. */
function photoshopResource(): Buffer {
  const caption = Buffer.from(canary);
  const iptc = Buffer.concat([Buffer.from([0x1c, 2, 120, 0, caption.length]), caption]);
  const head = Buffer.from('Photoshop 3.0\x008BIM\x04\x04\0\0\0\0\0\0', 'latin1');
  head.writeUInt32BE(iptc.length, head.length - 4);
  return Buffer.concat([head, iptc, Buffer.alloc(iptc.length % 2)]);
}

/** A photo with a place, XMP, IPTC, a comment, a colour profile that is none, and a preview that is somebody else. */
export async function taggedJpeg(): Promise<Buffer> {
  const photo = await phonePhoto(6, canary);
  const preview = await solid([1, 2, 3], 16, 16).jpeg().toBuffer();
  return insert(
    photo,
    2,
    segment(0xe1, Buffer.from(`http://ns.adobe.com/xap/1.0/\0${xmp}`, 'latin1')),
    segment(0xed, photoshopResource()),
    segment(0xfe, Buffer.from(canary)),
    segment(0xe2, Buffer.concat([Buffer.from('ICC_PROFILE\0\x01\x01', 'latin1'), Buffer.from(canary)])),
    segment(0xe7, Buffer.concat([Buffer.from(canary), preview])),
  );
}

export async function taggedPng(): Promise<Buffer> {
  const png = await solid([200, 30, 30]).png().toBuffer();
  const text = (keyword: string, value: string) => Buffer.from(`${keyword}\0${value}`, 'latin1');
  return insert(
    png,
    33,
    pngChunk('tEXt', text('Comment', canary)),
    pngChunk('zTXt', Buffer.concat([text('Description', '\0'), deflateSync(canary)])),
    pngChunk('iTXt', text('XML:com.adobe.xmp', `\0\0\0\0${xmp}`)),
  );
}

export async function taggedGif(): Promise<Buffer> {
  const gif = await solid([200, 30, 30]).gif().toBuffer();
  const tableBytes = 3 * 2 ** (((gif[10] ?? 0) & 7) + 1);
  const comment = Buffer.concat([Buffer.from([0x21, 0xfe, canary.length]), Buffer.from(canary), Buffer.from([0])]);
  return insert(gif, 13 + ((gif[10] ?? 0) & 0x80 ? tableBytes : 0), comment);
}

export const taggedWith = (format: 'webp' | 'avif'): Promise<Buffer> =>
  solid([200, 30, 30])
    .toFormat(format)
    .withExif({ IFD0: { ImageDescription: canary } })
    .withXmp(xmp)
    .toBuffer();

/** A picture that is a ZIP archive, too: its directory is looked for from the end. */
export function withArchive(picture: Buffer): Buffer {
  const name = Buffer.from(`${canary}.class`);
  const local = Buffer.alloc(30);
  local.writeUInt32LE(0x04034b50, 0);
  local.writeUInt16LE(name.length, 26);
  const central = Buffer.alloc(46);
  central.writeUInt32LE(0x02014b50, 0);
  central.writeUInt16LE(name.length, 28);
  central.writeUInt32LE(picture.length, 42);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(1, 8);
  end.writeUInt16LE(1, 10);
  end.writeUInt32LE(46 + name.length, 12);
  end.writeUInt32LE(picture.length + 30 + name.length, 16);
  return Buffer.concat([picture, local, name, central, name, end]);
}

/** `GIF89a=1;` begins a script: one file that a page could show and run. */
export function gifScript(): Buffer {
  const script = `=1;alert('${canary}')//`;
  return Buffer.concat([Buffer.from('GIF89a'), Buffer.from(script), Buffer.from([0x3b])]);
}

/** The size in the header of a picture, changed; all checksums are right. */
export const lies = {
  async png(width: number, height: number): Promise<Buffer> {
    const png = await solid([9, 9, 9]).png().toBuffer();
    png.writeUInt32BE(width, 16);
    png.writeUInt32BE(height, 20);
    png.writeUInt32BE(crc32(png.subarray(12, 29)), 29);
    return png;
  },
  async jpeg(width: number, height: number): Promise<Buffer> {
    const jpeg = await solid([9, 9, 9]).jpeg().toBuffer();
    const frame = jpeg.indexOf(Buffer.from([0xff, 0xc0]));
    jpeg.writeUInt16BE(height, frame + 5);
    jpeg.writeUInt16BE(width, frame + 7);
    return jpeg;
  },
  async gif(width: number, height: number): Promise<Buffer> {
    const gif = await solid([9, 9, 9]).gif().toBuffer();
    gif.writeUInt16LE(width, 6);
    gif.writeUInt16LE(height, 8);
    return gif;
  },
  async webp(width: number, height: number): Promise<Buffer> {
    const webp = await solid([9, 9, 9]).webp({ quality: 50 }).toBuffer();
    const frame = webp.indexOf(Buffer.from([0x9d, 0x01, 0x2a]));
    webp.writeUInt16LE(width, frame + 3);
    webp.writeUInt16LE(height, frame + 5);
    return webp;
  },
} as const;

/** A GIF of as many frames of one colour as wanted, in some twenty bytes each. */
export function gifOfFrames(frames: number, width: number, height: number): Buffer {
  const header = Buffer.from('GIF89a\0\0\0\0\x80\0\0\xff\0\0\0\0\xff', 'latin1');
  header.writeUInt16LE(width, 6);
  header.writeUInt16LE(height, 8);
  const control = Buffer.from([0x21, 0xf9, 4, 0, 10, 0, 0, 0]);
  const descriptor = Buffer.from([0x2c, 0, 0, 0, 0, 1, 0, 1, 0, 0]);
  const pixel = Buffer.from([2, 2, 0x44, 1, 0]); // clear, colour 0, end
  const frame = Buffer.concat([control, descriptor, pixel]);
  return Buffer.concat([header, ...Array<Buffer>(frames).fill(frame), Buffer.from([0x3b])]);
}

/** A PNG of a few kilobytes whose colour profile and texts unpack to `megabytes` each. */
export async function pngOfUnpackingTexts(megabytes: number): Promise<Buffer> {
  const png = await solid([200, 30, 30]).png().toBuffer();
  const packed = deflateSync(Buffer.alloc(megabytes * 2 ** 20));
  return insert(
    png,
    33,
    pngChunk('iCCP', Buffer.concat([Buffer.from('profile\0\0', 'latin1'), packed])),
    pngChunk('zTXt', Buffer.concat([Buffer.from('Comment\0\0', 'latin1'), packed])),
  );
}
