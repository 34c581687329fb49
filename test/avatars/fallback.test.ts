import { drawFallback, paintFallback } from '../../src/avatars/fallback.ts';
import { toSvg } from '../../src/platform/drawing/drawing.ts';
import { createFonts } from '../../src/platform/drawing/index.ts';
import { rasterize } from '../../src/platform/drawing/raster.ts';

const initialsAvatar = ({ name, seed }: { name: string; seed: string }): string =>
  toSvg(drawFallback({ style: 'initials', name, seed }));
const neutralAvatar = (): string => toSvg(drawFallback({ style: 'mp', seed: '' }));

const entities: Record<string, string> = { '&amp;': '&', '&lt;': '<', '&gt;': '>', '&quot;': '"', '&#39;': "'" };

/** What a viewer reads on the picture; undefined on the silhouette. */
function readInitials(name: string): string | undefined {
  const svg = initialsAvatar({ name, seed: 'seed' });
  if (svg === neutralAvatar()) return undefined;
  return /<text[^>]*>([^<]*)<\/text>/.exec(svg)?.[1]?.replace(/&[^;]+;/g, (entity) => entities[entity] ?? entity);
}

/** WCAG 2.2, relative luminance of `#rrggbb`. */
function luminance(color: string): number {
  const [red = 0, green = 0, blue = 0] = [...Buffer.from(color.slice(1), 'hex')]
    .map((value) => value / 255)
    .map((value) => (value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4));
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

const backgroundOf = (seed: string) =>
  /<path fill="(#[0-9a-f]{6})"/.exec(initialsAvatar({ name: 'Ada', seed }))?.[1] ?? '';

describe('initials', () => {
  test.each([
    ['Ada Lovelace', 'AL'],
    ['ada', 'A'],
    ['  ada   maria\tlovelace ', 'AL'],
    ['Jean-Luc Picard', 'JP'],
    ['Åsa Öberg', 'ÅÖ'],
    ['émile zola', 'ÉZ'],
    ['e\u0301mile zola', 'ÉZ'],
    ['Nguyễn Văn Đạt', 'NĐ'],
    ['ʻIolani Kaʻahumanu', 'IK'],
    ["O'Brien", 'O'],
    ['ß', 'ß'],
    ['Ａｄａ Ｌｏｖｅｌａｃｅ', 'AL'],
    ['𝓐𝓭𝓪 𝓛𝓸𝓿𝓮𝓵𝓪𝓬𝓮', 'AL'],
    ['4chan', '4'],
    ['Ελένη Παπαδοπούλου', 'ΕΠ'],
    ['иван петров', 'ИП'],
    ['Հայկ Ազատյան', 'ՀԱ'],
    ['ნინო ბერიძე', 'ნბ'],
    ['ᏣᎳᎩ', 'Ꮳ'],
    ['王小明', '王'],
    ['欧阳 娜娜', '欧'],
    ['𠮷野家', '𠮷'],
    ['山田 太郎', '山'],
    ['さくら', 'さ'],
    ['ジョン・スミス', 'ジ'],
    ['ｼﾞｮﾝ', 'ジ'],
    ['김철수', '김'],
    ['\u1100\u1175\u11b7 철수', '김'],
    ['محمد علي', 'م'],
    ['آرش کمانگیر', 'آ'],
    ['שָׂרָה לוי', 'שָׂ'],
    ['अमित कुमार', 'अ'],
    ['क्षितिज', 'क्षि'],
    ['নীলা রায়', 'নী'],
    ['நித்யா', 'நி'],
    ['శ్రీను', 'శ్రీ'],
    ['ਗੁਰਪ੍ਰੀਤ', 'ਗੁ'],
    ['ഗീത', 'ഗീ'],
    ['සුනිල්', 'සු'],
    ['สมชาย ใจดี', 'ส'],
    ['เกษม', 'ก'],
    ['ແສງ', 'ສ'],
    ['ខ្មែរ', 'ខ្មែ'],
    ['བོད', 'བོ'],
    ['ጸጋ ወልደ', 'ጸ'],
    ['ꦗꦮ', 'ꦗ'],
    ['ᠮᠣᠩᠭᠣᠯ', 'ᠮ'],
    ['ⴰⵎⴰⵣⵉⵖ ⴰⵢⵓⵔ', 'ⴰⴰ'],
    ['Ada 李', 'A'],
    ['李 Wei', '李'],
    ['🎸 Bob', 'B'],
    ['👩🏽‍🚀', '👩🏽‍🚀'],
    ['👩‍👩‍👧‍👦 🎸', '👩‍👩‍👧‍👦'],
    ['🇺🇦🇯🇵', '🇺🇦'],
    ['🏴󠁧󠁢󠁳󠁣󠁴󠁿', '🏴󠁧󠁢󠁳󠁣󠁴󠁿'],
    ['1️⃣', '1️⃣'],
  ])('%s → %s', (name, initials) => {
    expect(readInitials(name)).toBe(initials.normalize('NFKC'));
  });

  test.each(['', '   ', '...', '—', '\u202e\u2066', '\u200b', '\ufffd', '\ud800', '\u3164', '\u0301', '" \' <>'])(
    'a name with nothing to show, %j, gets the silhouette',
    (name) => {
      expect(readInitials(name)).toBeUndefined();
    },
  );

  test.each([
    ['<script>alert(1)</script>', 'S'],
    ['"><svg onload=alert(1)>', 'SO'],
    ['&amp; &lt;', 'AL'],
    ['\u202eevil\u202c name', 'EN'],
    ['\ud800Ada', 'A'],
    ['\u3164Ada', 'A'],
    [`Z${'\u0335\u0336\u0337'.repeat(60)}algo`, 'Z\u0335\u0336\u0337\u0335'],
  ])('the hostile name %j does no harm', (name, initials) => {
    expect(readInitials(name)).toBe(initials);
    const svg = initialsAvatar({ name, seed: name });
    expect(svg.match(/<[a-z]+/g)).toEqual(['<svg', '<path', '<text']);
    expect(svg).not.toMatch(/[\ufffd\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/);
    expect(Buffer.from(svg).toString()).toBe(svg); // no half character
  });

  test('a grapheme that holds markup is escaped', () => {
    // A letter of the kind that Unicode calls "prepend" makes one grapheme with whatever follows.
    expect(initialsAvatar({ name: '\u0d4e<script>', seed: 'seed' })).toContain('>\u0d4e&lt;</text>');
  });
});

describe('the picture', () => {
  const seeds = Array.from({ length: 1000 }, (_, index) => `person-${index}`);

  test('is the same for the same seed and varies with it', () => {
    expect(initialsAvatar({ name: 'Ada', seed: 'a' })).toBe(initialsAvatar({ name: 'Ada', seed: 'a' }));
    expect(new Set(seeds.map(backgroundOf)).size).toBe(16);
  });

  test('has a contrast of at least 4.5:1 in every colour', () => {
    expect(initialsAvatar({ name: 'Ada', seed: 'a' })).toContain('fill="#fff"');
    for (const background of new Set(seeds.map(backgroundOf))) {
      expect((1 + 0.05) / (luminance(background) + 0.05)).toBeGreaterThanOrEqual(4.5);
    }
  });

  test('refers to nothing outside and runs nothing', () => {
    for (const svg of [neutralAvatar(), initialsAvatar({ name: 'Ada Lovelace', seed: 'a' })]) {
      expect(svg.replace('xmlns="http://www.w3.org/2000/svg"', '')).not.toMatch(
        /:\/\/|href|url\(|<script|<style| on\w+=/,
      );
      expect(svg).toContain('role="img"');
    }
  });

  test('the silhouette tells nothing about anybody', () => {
    expect(neutralAvatar()).toBe(neutralAvatar());
    expect(neutralAvatar()).not.toContain('<text');
    expect(initialsAvatar({ name: '', seed: 'a' })).toBe(initialsAvatar({ name: '…', seed: 'b' }));
  });
});

describe('initials as pixels', () => {
  const fonts = createFonts();
  const side = 128;

  /** The box of all white in the picture, in pixels, and its share of the picture. */
  async function inkOf(name: string) {
    const { data } = rasterize(await paintFallback(fonts, { style: 'initials', name, seed: 'seed' }), side);
    const white = Array.from({ length: side * side }, (_, pixel) => pixel).filter((pixel) =>
      data.subarray(pixel * 3, pixel * 3 + 3).every((channel) => channel > 250),
    );
    const [xs, ys] = [white.map((pixel) => pixel % side), white.map((pixel) => Math.floor(pixel / side))];
    return {
      share: white.length / side ** 2,
      horizontal: [Math.min(...xs), side - 1 - Math.max(...xs)] as const,
      vertical: [Math.min(...ys), side - 1 - Math.max(...ys)] as const,
    };
  }

  const names = [
    ...[
      'Ada Lovelace',
      'Åsa Öberg',
      'Nguyễn Văn Đạt',
      'Ελένη Παπα',
      'иван петров',
      'Հայկ',
      'ნინო ბერიძე',
      'ᏣᎳᎩ',
      '4chan',
    ],
    ...['王小明', '欧阳', '山田 太郎', 'さくら', 'ジョン', '김철수', 'محمد علي', 'آرش', 'שָׂרָה', 'ጸጋ ወልደ', '李 Wei'],
    ...['अमित', 'क्षितिज', 'নীলা', 'நித்யா', 'శ్రీను', 'ਗੁਰਪ੍ਰੀਤ', 'ગીતા', 'ಗೀತಾ', 'ഗീത', 'සුනිල්', 'བོད'],
    ...['สมชาย', 'ແສງ', 'ខ្មែរ', 'မောင်', '🎸', '👩🏽‍🚀', '👩‍👩‍👧‍👦', '🇺🇦', '1️⃣'],
  ];

  test('come for everybody at once, in more scripts than fonts are kept open', async () => {
    const paintAll = () =>
      Promise.all(names.map((name) => paintFallback(createFonts(), { style: 'initials', name, seed: 'seed' })));
    const shared = createFonts();
    const atOnce = await Promise.all(
      names.map((name) => paintFallback(shared, { style: 'initials', name, seed: 'seed' })),
    );
    expect(atOnce).toEqual(await paintAll());
  });

  test.each(names)('%s are letters in the middle', async (name) => {
    const { share, horizontal, vertical } = await inkOf(name);
    expect(share).toBeGreaterThan(0.01);
    expect(share).toBeLessThan(0.35);
    for (const [before, after] of [horizontal, vertical]) {
      expect(Math.abs(before - after)).toBeLessThanOrEqual(3);
      expect(before).toBeGreaterThan(20);
    }
  });

  test('each letter looks different', async () => {
    const pictures = await Promise.all(
      ['A', 'B', 'И', 'Н', '王', '玉', 'क', 'ख', 'م', 'ن', '김', '감'].map(async (name) =>
        rasterize(await paintFallback(fonts, { style: 'initials', name, seed: 'seed' }), 64).data.toString('base64'),
      ),
    );
    expect(new Set(pictures).size).toBe(pictures.length);
  });

  test('a letter that no font has becomes a pattern, not a box', async () => {
    expect(await paintFallback(fonts, { style: 'initials', name: '𐎠', seed: 'seed' })).toEqual(
      drawFallback({ style: 'identicon', seed: 'seed' }),
    );
  });
});
