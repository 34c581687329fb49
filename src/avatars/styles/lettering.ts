// Lays initials out in the middle of a picture.
import { line, type Shape } from '../../platform/drawing/index.ts';
import { findGlyph } from './glyphs.ts';

const graphemes = new Intl.Segmenter('und', { granularity: 'grapheme' });
const [middle, gap, capHeight] = [128, 28, 100];
/** In units of the picture: the most room that letters take, and the pen, which is the same for large and small ones. */
const [maxWidth, maxHeight, pen, finePen] = [168, 92, 12, 10];
const syllable = /^\p{Script=Hangul}/u;

/** White strokes for one or two graphemes; undefined when one of them is not drawn here. */
export function letterShapes(initials: string): Shape[] | undefined {
  const glyphs = [...graphemes.segment(initials)].map(({ segment }) => findGlyph(segment));
  const known = glyphs.filter((glyph) => glyph !== undefined);
  if (known.length === 0 || known.length < glyphs.length) return undefined;
  const width = known.reduce((sum, glyph) => sum + glyph.width, gap * (known.length - 1));
  const isSyllable = syllable.test(initials);
  const scale = Math.min((maxWidth - pen) / width, ((isSyllable ? 1.2 : 1) * maxHeight) / capHeight);
  const stroke = (isSyllable ? finePen : pen) / scale;
  const y = middle - (capHeight / 2) * scale;
  let left = middle - (width / 2) * scale;
  return known.flatMap((glyph) => {
    const from = left;
    left += (glyph.width + gap) * scale;
    return glyph.strokes.map(({ path, x }) => ({
      ...line('#ffffff', stroke, path),
      place: { x: from + x * scale, y, scale },
    }));
  });
}
