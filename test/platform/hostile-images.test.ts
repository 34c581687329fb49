// Pictures that are made to harm: refused with a reason, or drawn anew without a byte of what they carried.
import { createImageCodec, type ImageType, isImageError, type Rendering } from '../../src/platform/image/index.ts';
import {
  canary,
  gifOfFrames,
  gifScript,
  lies,
  pngOfUnpackingTexts,
  taggedGif,
  taggedJpeg,
  taggedPng,
  taggedWith,
  withArchive,
} from '../support/hostile-images.ts';
import { animation, blue, paintImage, red, solid } from '../support/images.ts';

const allTypes: readonly ImageType[] = ['jpeg', 'png', 'gif', 'webp', 'avif'];
const codec = createImageCodec({ allowedTypes: allTypes });
const squares = (['webp', 'jpeg', 'avif'] as const).map((format) => ({ size: 64, format }));

const render = (source: Buffer): Promise<Rendering> =>
  codec.renderVariants(source, { squares, animation: { size: 64, maxFrames: 60 } });

const filesOf = ({ variants, animation }: Rendering): Buffer[] => [
  ...variants.map(({ bytes }) => bytes),
  ...(animation ? [animation.bytes] : []),
];

/** `rendered`, or the code of the refusal. Anything else fails the test. */
async function outcomeOf(source: Buffer): Promise<string> {
  try {
    await render(source);
    return 'rendered';
  } catch (error) {
    if (isImageError(error)) return error.code;
    throw error;
  }
}

describe('what a picture carries', () => {
  test.each<[string, () => Promise<Buffer>]>([
    ['a JPEG with EXIF, XMP, IPTC, ICC, comment and preview', taggedJpeg],
    ['a PNG with texts of three kinds', taggedPng],
    ['a GIF with a comment', taggedGif],
    ['a WebP with EXIF and XMP', () => taggedWith('webp')],
    ['an AVIF with EXIF and XMP', () => taggedWith('avif')],
    ['a JPEG that is an archive', async () => withArchive(await solid(red).jpeg().toBuffer())],
    ['a PNG that is an archive', async () => withArchive(await solid(red).png().toBuffer())],
    ['an animation that is an archive', async () => withArchive(await animation('gif', [red, blue]))],
  ])('%s leaves nothing of it behind', async (_name, make) => {
    const source = await make();
    if (!source.includes('zTXt')) expect(source.includes(canary)).toBe(true);
    for (const bytes of filesOf(await render(source))) {
      for (const trace of [
        canary,
        'Exif',
        'EXIF',
        'XMP',
        'xmpmeta',
        'Photoshop',
        '8BIM',
        'ICC_PROFILE',
        'ICCP',
        'PK\x03\x04',
      ])
        expect([trace, bytes.includes(Buffer.from(trace, 'latin1'))]).toEqual([trace, false]);
    }
  });

  test('a script that begins like a GIF is refused', async () => {
    expect(await outcomeOf(gifScript())).toMatch(/^IMAGE_(UNREADABLE|TOO_LARGE)$/);
  });

  test('profile and texts that unpack to hundreds of megabytes are not unpacked', async () => {
    const source = await pngOfUnpackingTexts(200);
    expect(source.length).toBeLessThan(500_000);
    const before = process.memoryUsage().rss;
    expect(['rendered', 'IMAGE_UNREADABLE']).toContain(await outcomeOf(source));
    expect(process.memoryUsage().rss - before).toBeLessThan(150 * 2 ** 20);
  });
});

describe('what a header says', () => {
  test.each(['png', 'webp'] as const)('a %s that claims more than there is, is refused', async (format) => {
    expect(await outcomeOf(await lies[format](7000, 7100))).toBe('IMAGE_UNREADABLE');
  });

  // A GIF may leave most of its canvas empty; a JPEG whose last rows are missing ends as one with an end does.
  test.each(['jpeg', 'gif'] as const)(
    'a %s that claims more than there is, is drawn with the rest empty',
    async (format) => {
      const { variants } = await render(await lies[format](7000, 7100));
      expect(variants.map(({ width }) => width)).toEqual([64, 64, 64]);
    },
  );

  // The frames of a GIF tell their sizes, too, and are believed where its header cannot be.
  test.each([
    ['png', 'IMAGE_TOO_LARGE'],
    ['jpeg', 'IMAGE_TOO_LARGE'],
    ['webp', 'IMAGE_TOO_LARGE'],
    ['gif', 'rendered'],
  ] as const)('a %s that claims billions of pixels ends as %s', async (format, outcome) => {
    expect(await outcomeOf(await lies[format](60_000, 60_000))).toBe(outcome);
  });

  test.each([
    ['png', 'IMAGE_UNREADABLE'],
    ['jpeg', 'IMAGE_UNREADABLE'],
    ['webp', 'IMAGE_UNREADABLE'],
    ['gif', 'rendered'],
  ] as const)('a %s that claims to have no pixels ends as %s', async (format, outcome) => {
    expect(await outcomeOf(await lies[format](0, 0))).toBe(outcome);
  });

  test.each(allTypes)('a %s inside another type’s name is known by its bytes', async (format) => {
    const noise = await paintImage(60, 40, (x, y) => [x * 255, y * 255, 128])
      .toFormat(format)
      .toBuffer();
    expect((await codec.inspect(noise)).type).toBe(format);
  });
});

describe('what moves', () => {
  test('fifty million pixels are counted over all frames', async () => {
    expect(await outcomeOf(gifOfFrames(500, 1000, 1000))).toBe('IMAGE_TOO_LARGE');
    expect((await codec.inspect(gifOfFrames(40, 1000, 1000))).frames).toBe(40);
  });

  test('of ten thousand tiny frames sixty are kept, of which one is the still picture', async () => {
    const { animation } = await render(gifOfFrames(10_000, 16, 16));
    expect(animation?.bytes.length).toBeLessThan(100_000);
  });
});

test.each(allTypes)(
  'a %s broken off at any tenth is refused, also when it is cropped above the break',
  async (format) => {
    const grain = paintImage(96, 160, (x, y) => [x * 255, y * 255, (x * 7919 + y * 104_729) % 255]);
    const whole = await grain.toFormat(format).toBuffer();
    const crop = { x: 10, y: 10, width: 40, height: 40 };
    for (let tenths = 1; tenths <= 9; tenths++) {
      const part = whole.subarray(0, Math.floor((whole.length * tenths) / 10));
      await expect(codec.renderVariants(part, { squares, crop })).rejects.toMatchObject({ code: 'IMAGE_UNREADABLE' });
    }
  },
);
