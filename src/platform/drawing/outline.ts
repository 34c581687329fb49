// Text as shapes, set by HarfBuzz: marks stand where they belong and letters join as their script has it.
import type { Font } from 'harfbuzzjs';
import type { Fonts } from './fonts.ts';

/** Path data around the origin of its first line, y downwards, in thousandths of the font's size; and the box of its ink. */
export interface Outline {
  readonly path: string;
  readonly box: { readonly left: number; readonly top: number; readonly width: number; readonly height: number };
}

const unitsPerEm = 1000;

async function shape(font: Font, text: string): Promise<Outline | undefined> {
  const harfbuzz = await import('harfbuzzjs');
  const buffer = new harfbuzz.Buffer();
  buffer.addText(text);
  buffer.guessSegmentProperties();
  font.setScale(unitsPerEm, unitsPerEm);
  harfbuzz.shape(font, buffer);
  const glyphs = buffer.getGlyphInfos();
  if (glyphs.some(({ codepoint }) => codepoint === 0)) return undefined; // the glyph of what a font has not
  const places = buffer.getGlyphPositions();
  const xs: number[] = [];
  const ys: number[] = [];
  let path = '';
  let pen = 0;
  for (const [at, { codepoint }] of glyphs.entries()) {
    const { xAdvance = 0, xOffset = 0, yOffset = 0 } = places[at] ?? {};
    for (const { type, values } of font.glyphToJson(codepoint)) {
      const moved = values.map((value, index) => {
        const [coordinate, all] = index % 2 === 0 ? [pen + xOffset + value, xs] : [-yOffset - value, ys];
        all.push(coordinate);
        return coordinate.toFixed(1);
      });
      path += type + moved.join(' ');
    }
    pen += xAdvance;
  }
  if (xs.length === 0) return undefined;
  const [left, top] = [Math.min(...xs), Math.min(...ys)];
  return { path, box: { left, top, width: Math.max(...xs) - left, height: Math.max(...ys) - top } };
}

/** The outline of a short text of one script; undefined where no font has all of it, or where there is nothing to see. */
export async function outlineText(fonts: Fonts, text: string): Promise<Outline | undefined> {
  for await (const font of fonts.fontsFor(text)) {
    const outline = await shape(font, text);
    if (outline) return outline;
  }
  return undefined;
}
