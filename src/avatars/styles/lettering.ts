// Lays initials out in the middle of a picture.
import { area, type Fonts, type Outline, outlineText, type Shape } from '../../platform/drawing/index.ts';

const graphemes = new Intl.Segmenter('und', { granularity: 'grapheme' });
/** In units of the picture: the size that letters have where there is room, the most room they take, and what parts two. */
const [middle, fontSize, maxSide, gap] = [128, 124, 160, 8];

/** White shapes for one or two graphemes; undefined when no font has one of them. */
export async function letterShapes(fonts: Fonts, initials: string): Promise<Shape[] | undefined> {
  // One by one: two initials may need two fonts.
  const outlines: Outline[] = [];
  for (const { segment } of graphemes.segment(initials)) {
    const outline = await outlineText(fonts, segment);
    if (!outline) return undefined;
    outlines.push(outline);
  }
  const space = (gap / fontSize) * 1000;
  const width = outlines.reduce((sum, { box }) => sum + box.width, space * (outlines.length - 1));
  const top = Math.min(...outlines.map(({ box }) => box.top));
  const bottom = Math.max(...outlines.map(({ box }) => box.top + box.height));
  const scale = Math.min(fontSize / 1000, maxSide / width, maxSide / (bottom - top));
  const y = middle - ((top + bottom) / 2) * scale;
  let left = middle - (width / 2) * scale;
  return outlines.map(({ path, box }) => {
    const x = left - box.left * scale;
    left += (box.width + space) * scale;
    return { ...area('#ffffff', path), place: { x, y, scale } };
  });
}
