import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp, { type Sharp } from 'sharp';
import { thumbHashToAverageRGBA } from 'thumbhash';
import { createImageCodec, type ImageSource, type ImageType, isImageError } from '../../src/platform/image/index.ts';
import {
  animation,
  blue,
  colorAt,
  colorDistance,
  green,
  isoMediaHeader,
  paintImage,
  phonePhoto,
  pixelBomb,
  quadrants,
  type Rgb,
  red,
  solid,
  white,
} from '../support/images.ts';

const allTypes: readonly ImageType[] = ['jpeg', 'png', 'gif', 'webp', 'avif'];
const squares = [
  { size: 64, format: 'webp' },
  { size: 256, format: 'webp' },
  { size: 256, format: 'jpeg' },
] as const;
const codec = createImageCodec({ allowedTypes: allTypes });

const render = (source: ImageSource) => codec.renderVariants(source, { squares });

async function renderOne(source: ImageSource, format: 'webp' | 'jpeg' = 'webp'): Promise<Buffer> {
  const { variants } = await codec.renderVariants(source, { squares: [{ size: 64, format }] });
  return variants[0]?.bytes ?? Buffer.alloc(0);
}

async function failureOf(work: Promise<unknown>): Promise<{ code: string; message: string }> {
  const error = await work.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (!isImageError(error)) throw new Error(`Expected the picture to be refused, got ${error}`);
  return error;
}

describe('what is accepted', () => {
  test.each(['jpeg', 'png', 'gif', 'webp', 'avif'] as const)('%s is known by its bytes', async (format) => {
    const source = await solid(green, 60, 40).toFormat(format).toBuffer();
    expect(await codec.inspect(source)).toEqual({ type: format, width: 60, height: 40, frames: 1 });
  });

  const foreign: [string, Buffer | Promise<Buffer>][] = [
    [
      'SVG',
      Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><rect width="9" height="9"/></svg>'),
    ],
    ['TIFF', solid(red).tiff().toBuffer()],
    ['PDF', Buffer.from('%PDF-1.7\n1 0 obj\n<< /Type /Catalog >>\nendobj\n')],
    ['ICO', Buffer.from([0, 0, 1, 0, 1, 0, 16, 16, 0, 0, 1, 0, 32, 0, 104, 4, 0, 0, 22, 0, 0, 0])],
    ['JPEG 2000', Buffer.from('\0\0\0\x0cjP  \r\n\x87\n\0\0\0\x14ftypjp2 \0\0\0\0jp2 ', 'latin1')],
    ['BMP', Buffer.from('BM\x46\0\0\0\0\0\0\0\x36\0\0\0', 'latin1')],
    ['HTML', Buffer.from('<!doctype html><script>alert(1)</script>')],
    ['an MP4 film', isoMediaHeader('isom', 'isom', 'mp41')],
    ['an animated AVIF', isoMediaHeader('avis', 'avif', 'avis', 'mif1')],
    ['nothing at all', Buffer.alloc(0)],
  ];
  test.each(foreign)('%s is refused', async (_name, bytes) => {
    const source = await bytes;
    expect(await failureOf(codec.inspect(source))).toMatchObject({ code: 'UNSUPPORTED_IMAGE_TYPE', status: 415 });
    expect(await failureOf(render(source))).toMatchObject({ code: 'UNSUPPORTED_IMAGE_TYPE' });
  });

  test.each([
    ['heic', ['mif1', 'heic']],
    ['mif1', ['mif1', 'heic', 'hevc']],
    ['heix', []],
  ])('an iPhone photo (%s) is refused with a way out', async (majorBrand, brands) => {
    const { code, message } = await failureOf(codec.inspect(isoMediaHeader(majorBrand, ...brands)));
    expect(code).toBe('UNSUPPORTED_IMAGE_TYPE');
    expect(message).toContain('HEIC');
    expect(message).toContain('JPEG, PNG, GIF, WebP, or AVIF');
  });

  test('an SVG does not pass under another name', async () => {
    const directory = await mkdtemp(join(tmpdir(), 'codec-'));
    const path = join(directory, 'photo.webp');
    await writeFile(path, '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>');
    expect(await failureOf(codec.inspect(path))).toMatchObject({ code: 'UNSUPPORTED_IMAGE_TYPE' });
    await rm(directory, { recursive: true });
  });

  test('a missing file is no fault of a picture', async () => {
    await expect(codec.inspect('/nowhere/photo.jpg')).rejects.toMatchObject({ code: 'ENOENT' });
  });

  test('types outside the list are blocked for every use of sharp in the process', async () => {
    const [png, tiff, jpeg] = await Promise.all([
      solid(red).png().toBuffer(),
      solid(red).tiff().toBuffer(),
      solid(red).jpeg().toBuffer(),
    ]);
    await expect(sharp(tiff).metadata()).rejects.toThrow();
    const narrow = createImageCodec({ allowedTypes: ['jpeg'] });
    try {
      expect((await failureOf(narrow.inspect(png))).message).toContain('choose a JPEG file');
      await expect(sharp(png).metadata()).rejects.toThrow();
      expect(await narrow.inspect(jpeg)).toMatchObject({ type: 'jpeg' });
    } finally {
      createImageCodec({ allowedTypes: allTypes });
    }
  });
});

describe('limits', () => {
  test('a small file that announces 900 million pixels is refused unopened', async () => {
    expect(await failureOf(codec.inspect(pixelBomb(30_000, 30_000)))).toMatchObject({ code: 'IMAGE_TOO_LARGE' });
    const { message } = await failureOf(render(pixelBomb(8000, 8000)));
    expect(message).toContain('8000 × 8000');
    expect(message).toContain('50 million');
  });

  test('no side may be longer than 16,384 pixels', async () => {
    expect(await failureOf(codec.inspect(pixelBomb(16_385, 1)))).toMatchObject({ code: 'IMAGE_TOO_LARGE' });
    expect(await codec.inspect(pixelBomb(16_384, 1))).toMatchObject({ width: 16_384 });
  });

  test('the pixels of all frames count', async () => {
    const source = await animation('gif', [red, green, blue]);
    const exact = createImageCodec({ allowedTypes: allTypes, maxPixels: 3 * 64 * 64 });
    const tight = createImageCodec({ allowedTypes: allTypes, maxPixels: 3 * 64 * 64 - 1 });
    expect(await exact.inspect(source)).toMatchObject({ frames: 3 });
    expect((await failureOf(tight.inspect(source))).message).toContain('3 frames');
  });

  test.each([1, 2, 3, 4, 5, 6, 7, 8, 9])(
    'a file broken off after %i tenths is refused as unreadable',
    async (tenths) => {
      for (const format of allTypes) {
        for (const [width, height] of [
          [120, 40],
          [40, 120],
        ] as const) {
          const grain = paintImage(width, height, (x, y) => [x * 255, y * 255, (x * 7919 + y * 104_729) % 255]);
          const whole = await grain.toFormat(format).toBuffer();
          const part = whole.subarray(0, Math.floor((whole.length * tenths) / 10));
          expect(await failureOf(render(part))).toMatchObject({ code: 'IMAGE_UNREADABLE', status: 422 });
        }
      }
    },
  );

  test('a kind of picture that takes much memory may have fewer pixels', async () => {
    const large = solid([9, 9, 9], 100, 100).resize(7000, 6000, { kernel: 'nearest' });
    const [plain, interlaced] = await Promise.all([
      large.clone().toColourspace('rgb16').png().toBuffer(),
      large.clone().toColourspace('rgb16').png({ progressive: true }).toBuffer(),
    ]);
    expect(await codec.inspect(plain)).toMatchObject({ width: 7000 });
    const { code, message } = await failureOf(codec.inspect(interlaced));
    expect(code).toBe('IMAGE_TOO_LARGE');
    expect(message).toMatch(/^This interlaced PNG has 42 million pixels; of its kind, [23]\d\.?\d? million .* JPEG/);
  });

  test('a header alone is refused as unreadable', async () => {
    expect(await failureOf(render(pixelBomb(100, 100)))).toMatchObject({ code: 'IMAGE_UNREADABLE' });
    expect(await failureOf(codec.inspect(Buffer.from([0xff, 0xd8, 0xff])))).toMatchObject({ code: 'IMAGE_UNREADABLE' });
  });
});

describe('what comes out', () => {
  test.each([1, 2, 3, 4, 5, 6, 7, 8])('a photo with orientation %i stands upright', async (orientation) => {
    const source = await phonePhoto(orientation);
    expect(await codec.inspect(source)).toMatchObject({ width: 120, height: 80 });
    for (const { bytes } of (await render(source)).variants) {
      expect(colorDistance(await colorAt(bytes, 0.1, 0.1), red)).toBeLessThan(12);
      expect(colorDistance(await colorAt(bytes, 0.9, 0.1), green)).toBeLessThan(12);
      expect(colorDistance(await colorAt(bytes, 0.1, 0.9), blue)).toBeLessThan(12);
      expect(colorDistance(await colorAt(bytes, 0.9, 0.9), white)).toBeLessThan(12);
    }
  });

  test('the centre of a wide and of a tall picture is kept', async () => {
    const band = (position: number): Rgb => (Math.abs(position - 0.5) < 0.25 ? green : red);
    for (const source of [paintImage(128, 64, (x) => band(x)), paintImage(64, 128, (_x, y) => band(y))]) {
      const bytes = await renderOne(await source.png().toBuffer());
      for (const [x, y] of [
        [0.05, 0.05],
        [0.95, 0.05],
        [0.05, 0.95],
        [0.95, 0.95],
      ] as const) {
        expect(colorDistance(await colorAt(bytes, x, y), green)).toBeLessThan(12);
      }
    }
  });

  test.each([1, 2, 3, 4, 5, 6, 7, 8])(
    'a crop is cut from the upright picture, with orientation %i',
    async (orientation) => {
      const source = await phonePhoto(orientation);
      const corners: [Rgb, number, number][] = [
        [red, 0, 0],
        [green, 70, 0],
        [blue, 0, 45],
        [white, 70, 45],
      ];
      for (const [color, x, y] of corners) {
        const { variants } = await codec.renderVariants(source, { squares, crop: { x, y, width: 50, height: 35 } });
        for (const { bytes, width } of variants) {
          expect(width).toBe(35);
          for (const at of [0.05, 0.5, 0.95])
            expect(colorDistance(await colorAt(bytes, at, 1 - at), color)).toBeLessThan(12);
        }
      }
    },
  );

  test('a crop is scaled: its edges are where they were drawn', async () => {
    // A green square of 250 pixels in red, to be scaled down: shrink-on-load or not, no edge may show red.
    const inside = (at: number) => at > 0.3 && at < 0.8;
    const source = await paintImage(500, 500, (x, y) => (inside(x) && inside(y) ? green : red))
      .jpeg({ quality: 95, chromaSubsampling: '4:4:4' })
      .toBuffer();
    const crop = { x: 154, y: 154, width: 242, height: 242 };
    const bytes = (await codec.renderVariants(source, { squares, crop })).variants.at(-1)?.bytes ?? Buffer.alloc(0);
    for (const [x, y] of [
      [0.01, 0.01],
      [0.99, 0.01],
      [0.01, 0.99],
      [0.99, 0.99],
    ] as const)
      expect(colorDistance(await colorAt(bytes, x, y), green)).toBeLessThan(30);
  });

  test('a crop that leaves the picture is nothing that can be drawn', async () => {
    const source = await phonePhoto(6);
    const crop = { x: 100, y: 0, width: 21, height: 10 };
    await expect(codec.renderVariants(source, { squares, crop })).rejects.toThrow(RangeError);
  });

  test('nothing is enlarged, and the size asked for stays named', async () => {
    const { variants } = await render(await quadrants(300, 100).png().toBuffer());
    expect(variants.map(({ size, format, width, height }) => ({ size, format, width, height }))).toEqual([
      { size: 256, format: 'webp', width: 100, height: 100 },
      { size: 256, format: 'jpeg', width: 100, height: 100 },
      { size: 64, format: 'webp', width: 64, height: 64 },
    ]);
    for (const { bytes, format, width, height } of variants) {
      expect(await sharp(bytes).metadata()).toMatchObject({ format, width, height });
    }
    const dot = await render(await solid(red, 1, 1).png().toBuffer());
    expect(dot.variants.map(({ width }) => width)).toEqual([1, 1, 1]);
  });

  test('no metadata and no foreign bytes survive', async () => {
    const script = `<script>alert('canary')</script>`;
    const photo = await phonePhoto(6, script);
    const polyglot = Buffer.concat([photo, Buffer.from('PK\x03\x04canary.class')]);
    const gifar = Buffer.concat([await animation('gif', [red, blue]), Buffer.from('PK\x03\x04canary.class')]);
    const tagged = await solid(red)
      .png()
      .withExif({ IFD0: { Copyright: script } })
      .withIccProfile('p3')
      .toBuffer();
    for (const source of [polyglot, gifar, tagged]) {
      expect(source.includes('canary')).toBe(true);
      for (const { bytes } of (await render(source)).variants) {
        const { exif, icc, xmp, iptc, orientation, comments } = await sharp(bytes).metadata();
        expect([exif, icc, xmp, iptc, orientation, comments]).toEqual(Array(6).fill(undefined));
        for (const trace of ['canary', 'Canary', 'script', 'PK\x03\x04', 'GPS', 'Exif']) {
          expect(bytes.includes(trace)).toBe(false);
        }
      }
    }
  });

  const vivid: Rgb = [230, 30, 30];
  const muted: Rgb = [180, 90, 60];
  test.each<[string, Rgb, number, (image: Sharp) => Sharp]>([
    ['8-bit Display P3 JPEG', vivid, 8, (image) => image.withIccProfile('p3').jpeg({ quality: 100 })],
    ['8-bit Display P3 PNG', vivid, 8, (image) => image.withIccProfile('p3').png()],
    ['16-bit Display P3 PNG', vivid, 8, (image) => image.toColourspace('rgb16').withIccProfile('p3').png()],
    ['16-bit PNG', vivid, 8, (image) => image.toColourspace('rgb16').png()],
    ['CMYK JPEG with profile', muted, 30, (image) => image.withIccProfile('cmyk').jpeg({ quality: 100 })],
    ['CMYK JPEG without profile', muted, 30, (image) => image.toColourspace('cmyk').jpeg({ quality: 100 })],
  ])('a %s keeps its colours in 8-bit sRGB', async (_name, color, tolerance, encode) => {
    const bytes = await renderOne(await encode(solid(color)).toBuffer());
    expect(await sharp(bytes).metadata()).toMatchObject({ space: 'srgb', depth: 'uchar', channels: 3 });
    expect(colorDistance(await colorAt(bytes, 0.5, 0.5), color)).toBeLessThan(tolerance);
  });

  test('a grey picture comes out grey', async () => {
    const bytes = await renderOne(await solid([120, 120, 120]).toColourspace('b-w').png().toBuffer(), 'jpeg');
    expect(colorDistance(await colorAt(bytes, 0.5, 0.5), [120, 120, 120])).toBeLessThan(4);
  });

  test('transparency stays in WebP and becomes white in JPEG', async () => {
    const source = await paintImage(64, 64, (x) => [...red, x < 0.5 ? 0 : 255])
      .png()
      .toBuffer();
    const [webp, jpeg] = await Promise.all([renderOne(source), renderOne(source, 'jpeg')]);
    expect((await colorAt(webp, 0.2, 0.5))[3]).toBe(0);
    expect(colorDistance(await colorAt(webp, 0.8, 0.5), [...red, 255])).toBeLessThan(12);
    expect(colorDistance(await colorAt(jpeg, 0.2, 0.5), white)).toBeLessThan(12);
    expect(colorDistance(await colorAt(jpeg, 0.8, 0.5), red)).toBeLessThan(12);
  });

  test.each(['gif', 'webp'] as const)('an animated %s stands still at its first frame', async (format) => {
    const source = await animation(format, [red, blue, green]);
    expect(await codec.inspect(source)).toEqual({ type: format, width: 64, height: 64, frames: 3 });
    const bytes = await renderOne(source);
    expect((await sharp(bytes).metadata()).pages ?? 1).toBe(1);
    expect(colorDistance(await colorAt(bytes, 0.5, 0.5), red)).toBeLessThan(12);
  });

  test('a picture that moves has a moving twin where one is asked for', async () => {
    const frames = Array.from({ length: 70 }, (_, index): Rgb => [(index * 83) % 256, (index * 47) % 256, 30]);
    const spec = { squares, animation: { size: 64, maxFrames: 60 } };
    for (const format of ['gif', 'webp'] as const) {
      const { variants, animation: twin } = await codec.renderVariants(await animation(format, frames), spec);
      const metadata = await sharp(twin?.bytes).metadata();
      expect(metadata).toMatchObject({ format: 'webp', pages: 60, width: 64, height: 64 });
      for (const { bytes } of variants) expect((await sharp(bytes).metadata()).pages ?? 1).toBe(1);
    }
    const still = await codec.renderVariants(await solid(red).webp().toBuffer(), spec);
    expect(still.animation).toBeNull();
    expect((await render(await animation('gif', frames))).animation).toBeNull();
  });

  test('a moving twin is cropped like the others', async () => {
    const frames = [red, green].map((left) =>
      paintImage(80, 40, (x) => (x < 0.5 ? left : blue))
        .png()
        .toBuffer(),
    );
    const source = await sharp(await Promise.all(frames), { join: { animated: true } })
      .webp({ lossless: true })
      .toBuffer();
    const crop = { x: 24, y: 4, width: 32, height: 32 };
    const spec = { squares, crop, animation: { size: 16, maxFrames: 60 } };
    const bytes = (await codec.renderVariants(source, spec)).animation?.bytes ?? Buffer.alloc(0);
    for (const [page, left] of [red, green].entries()) {
      const frame = await sharp(bytes, { page }).png().toBuffer();
      expect(await sharp(frame).metadata()).toMatchObject({ width: 16, height: 16 });
      expect(colorDistance(await colorAt(frame, 0.2, 0.5), left)).toBeLessThan(40);
      expect(colorDistance(await colorAt(frame, 0.8, 0.5), blue)).toBeLessThan(40);
    }
  });

  test('the placeholder has the colours of the picture', async () => {
    const { thumbHash, dominantColor } = await render(await solid(blue).png().toBuffer());
    expect(dominantColor).toBe('#0000ff');
    const { r, g, b } = thumbHashToAverageRGBA(Buffer.from(thumbHash, 'base64'));
    expect(colorDistance([r * 255, g * 255, b * 255], blue)).toBeLessThan(24);
  });

  test('the same picture gives the same bytes', async () => {
    const source = await phonePhoto(3);
    expect(await render(source)).toEqual(await render(source));
  });
});
