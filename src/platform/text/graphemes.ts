// Characters as people count them: a flag or a family is one, however many code points it takes.
const segmenter = new Intl.Segmenter('und', { granularity: 'grapheme' });
const plain = /^[\x20-\x7e\n]*$/;

/** Whether a text has so many characters. Counts no further than it must: a text may be long. */
export function hasGraphemes(text: string, atLeast: number): boolean {
  if (text.length < atLeast) return false;
  if (plain.test(text)) return true;
  let count = 0;
  for (const _grapheme of segmenter.segment(text)) if (++count >= atLeast) return true;
  return false;
}

/** The first `count` characters; never half of one. Reads no further than it must. */
export function firstGraphemes(text: string, count: number): string {
  let left = count;
  for (const { index } of segmenter.segment(text)) if (left-- === 0) return text.slice(0, index);
  return text;
}
