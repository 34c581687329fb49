// Fonts for pictures made of pixels. They come as packages, cut into files by script, so the machine needs none of its own
// and the picture is the same on each. Files are opened when first needed: nobody meets all scripts.
import { readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type { Font } from 'harfbuzzjs';
import { LRUCache } from 'lru-cache';

const { resolve } = createRequire(import.meta.url);

// In this order: what several fonts hold is taken from the first, Chinese characters from the Chinese font.
const families = [
  'noto-sans',
  'noto-sans-sc',
  'noto-sans-jp',
  'noto-sans-kr',
  'noto-sans-arabic',
  'noto-sans-armenian',
  'noto-sans-bengali',
  'noto-sans-cherokee',
  'noto-sans-devanagari',
  'noto-sans-ethiopic',
  'noto-sans-georgian',
  'noto-sans-gujarati',
  'noto-sans-gurmukhi',
  'noto-sans-hebrew',
  'noto-sans-kannada',
  'noto-sans-khmer',
  'noto-sans-lao',
  'noto-sans-malayalam',
  'noto-sans-myanmar',
  'noto-sans-sinhala',
  'noto-sans-tamil',
  'noto-sans-telugu',
  'noto-sans-thai',
  'noto-serif-tibetan',
  'noto-emoji',
];
const weight = 500;
const maxOpen = 32;

type Range = readonly [first: number, last: number];

interface FontFile {
  readonly path: string;
  readonly ranges: readonly Range[];
}

function readRange(text: string): Range {
  const [first = 0, last = first] = text
    .replace(/^U\+/, '')
    .split('-')
    .map((digits) => Number.parseInt(digits, 16));
  return [first, last];
}

/** The files of a family, with the code points that each is for. */
function filesOf(family: string): FontFile[] {
  const subsets: Record<string, string> = JSON.parse(
    readFileSync(resolve(`@fontsource-variable/${family}/unicode.json`), 'utf8'),
  );
  return Object.entries(subsets).map(([subset, ranges]) => ({
    path: resolve(`@fontsource-variable/${family}/files/${family}-${subset.replace(/[[\]]/g, '')}-wght-normal.woff2`),
    ranges: ranges.split(',').map(readRange),
  }));
}

async function openFont(path: string): Promise<Font> {
  const [harfbuzz, { default: woff2 }] = await Promise.all([import('harfbuzzjs'), import('wawoff2')]);
  const bytes = await woff2.decompress(await readFile(path));
  const font = new harfbuzz.Font(new harfbuzz.Face(new harfbuzz.Blob(bytes)));
  font.setVariations([new harfbuzz.Variation('wght', weight)]);
  return font;
}

export type Fonts = ReturnType<typeof createFonts>;

export function createFonts() {
  let files: readonly FontFile[] | undefined;
  // Who waits for a font gets it, also when so many are asked for at once that it is dropped meanwhile.
  const opened = new LRUCache<string, Font>({ max: maxOpen, fetchMethod: openFont, ignoreFetchAbort: true });

  return {
    /** Fonts that say they hold every code point of a text, the most fitting first. */
    async *fontsFor(text: string): AsyncGenerator<Font> {
      const points = Array.from(text, (character) => character.codePointAt(0) ?? 0);
      files ??= families.flatMap(filesOf);
      for (const { path, ranges } of files) {
        if (!points.every((point) => ranges.some(([first, last]) => first <= point && point <= last))) continue;
        const font = await opened.fetch(path);
        if (font) yield font;
      }
    },
  };
}
