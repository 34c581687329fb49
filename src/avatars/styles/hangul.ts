// Hangul syllables as strokes: the 11,172 of them are put together from the letters, as writers do (Unicode, 3.12).

type Box = readonly [x: number, y: number, width: number, height: number];

// Letters in a box of 10 × 10; `o` is a ring that fills the part from the given height down.
const letters: Readonly<Record<string, string>> = {
  ㄱ: 'M0 0L10 0L10 10',
  ㄴ: 'M0 0L0 10L10 10',
  ㄷ: 'M10 0L0 0L0 10L10 10',
  ㄹ: 'M0 0L10 0L10 5L0 5L0 10L10 10',
  ㅁ: 'M0 0L10 0L10 10L0 10L0 0',
  ㅂ: 'M0 0L0 10L10 10L10 0M0 5L10 5',
  ㅅ: 'M5 0L5 2L0 10M5 2L10 10',
  ㅇ: 'o0',
  ㅈ: 'M0 0L10 0M5 0L5 2L0 10M5 2L10 10',
  ㅊ: 'M3 0L7 0M0 3L10 3M5 3L5 4L0 10M5 4L10 10',
  ㅋ: 'M0 0L10 0L10 10M0 5L10 5',
  ㅌ: 'M10 0L0 0L0 10L10 10M0 5L10 5',
  ㅍ: 'M0 0L10 0M0 10L10 10M3 0L3 10M7 0L7 10',
  ㅎ: 'M3 0L7 0M0 3L10 3o5',
};
const upright: Readonly<Record<string, string>> = {
  ㅏ: 'M3 0L3 10M3 5L10 5',
  ㅐ: 'M1 0L1 10M9 0L9 10M1 5L9 5',
  ㅑ: 'M3 0L3 10M3 3.5L10 3.5M3 6.5L10 6.5',
  ㅒ: 'M1 0L1 10M9 0L9 10M1 3.5L9 3.5M1 6.5L9 6.5',
  ㅓ: 'M8 0L8 10M0 5L8 5',
  ㅔ: 'M4 0L4 10M10 0L10 10M-2 5L4 5',
  ㅕ: 'M8 0L8 10M0 3.5L8 3.5M0 6.5L8 6.5',
  ㅖ: 'M4 0L4 10M10 0L10 10M-2 3.5L4 3.5M-2 6.5L4 6.5',
  ㅣ: 'M6 0L6 10',
};
const level: Readonly<Record<string, string>> = {
  ㅗ: 'M0 10L10 10M5 1L5 10',
  ㅛ: 'M0 10L10 10M3.3 1L3.3 10M6.7 1L6.7 10',
  ㅜ: 'M0 1L10 1M5 1L5 10',
  ㅠ: 'M0 1L10 1M3.3 1L3.3 10M6.7 1L6.7 10',
  ㅡ: 'M0 6L10 6',
};

const initials = [...'ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ'];
// Each as its level and its upright part.
const vowels = [
  'ㅏ',
  'ㅐ',
  'ㅑ',
  'ㅒ',
  'ㅓ',
  'ㅔ',
  'ㅕ',
  'ㅖ',
  'ㅗ',
  'ㅗㅏ',
  'ㅗㅐ',
  'ㅗㅣ',
  'ㅛ',
  'ㅜ',
  'ㅜㅓ',
  'ㅜㅔ',
  'ㅜㅣ',
  'ㅠ',
  'ㅡ',
  'ㅡㅣ',
  'ㅣ',
];
const finals = [
  '',
  'ㄱ',
  'ㄲ',
  'ㄱㅅ',
  'ㄴ',
  'ㄴㅈ',
  'ㄴㅎ',
  'ㄷ',
  'ㄹ',
  'ㄹㄱ',
  'ㄹㅁ',
  'ㄹㅂ',
  'ㄹㅅ',
  'ㄹㅌ',
  'ㄹㅍ',
  'ㄹㅎ',
  'ㅁ',
  'ㅂ',
  'ㅂㅅ',
  'ㅅ',
  'ㅆ',
  'ㅇ',
  'ㅈ',
  'ㅊ',
  'ㅋ',
  'ㅌ',
  'ㅍ',
  'ㅎ',
];
const doubled: Readonly<Record<string, string>> = { ㄲ: 'ㄱㄱ', ㄸ: 'ㄷㄷ', ㅃ: 'ㅂㅂ', ㅆ: 'ㅅㅅ', ㅉ: 'ㅈㅈ' };

function fitInto(strokes: string, [x, y, width, height]: Box): string {
  return strokes
    .replace(/(-?[\d.]+) (-?[\d.]+)/g, (_, dx, dy) => `${x + (dx * width) / 10} ${y + (dy * height) / 10}`)
    .replace(/o(\d)/, (_, from) => {
      const [top, bottom, middle] = [y + (from * height) / 10, y + height, x + width / 2];
      const radii = `${width * 0.46} ${(bottom - top) / 2}`;
      return `M${middle} ${top}A${radii} 0 0 0 ${middle} ${bottom}A${radii} 0 0 0 ${middle} ${top}Z`;
    });
}

/** Consonants side by side. */
function consonants(text: string, [x, y, width, height]: Box): string {
  const each = [...(doubled[text] ?? text)];
  const room = each.length > 1 ? width * 0.4 : width;
  return each.map((letter, at) => fitInto(letters[letter] ?? '', [x + at * width * 0.6, y, room, height])).join('');
}

/** Where the parts of a syllable stand: in the upper part when there is a final. */
function boxesFor(
  levelPart: string,
  uprightPart: string,
  bottom: number,
): Record<'initial' | 'level' | 'upright', Box> {
  const none: Box = [0, 0, 0, 0];
  if (!levelPart) return { initial: [2, bottom * 0.06, 46, bottom * 0.84], level: none, upright: [66, 0, 30, bottom] };
  const initialHeight = bottom * (levelPart === 'ㅜ' || levelPart === 'ㅠ' ? 0.4 : 0.46);
  const levelBox = (width: number): Box => [0, initialHeight + 14, width, bottom - initialHeight - 14];
  if (!uprightPart) return { initial: [18, 0, 64, initialHeight], level: levelBox(100), upright: none };
  return { initial: [4, 0, 50, initialHeight], level: levelBox(60), upright: [72, -2, 26, bottom + 4] };
}

/** The strokes of a syllable in the shape of a glyph; undefined for anything else. */
export function findSyllable(grapheme: string): { width: number; strokes: string } | undefined {
  const index = grapheme.length === 1 ? grapheme.charCodeAt(0) - 0xac00 : -1;
  if (index < 0 || index >= 11_172) return undefined;
  const initial = initials[Math.floor(index / 588)] ?? '';
  const vowel = vowels[Math.floor((index % 588) / 28)] ?? '';
  const final = finals[index % 28] ?? '';
  const levelPart = [...vowel].find((part) => part in level) ?? '';
  const uprightPart = [...vowel].find((part) => part in upright) ?? '';
  const boxes = boxesFor(levelPart, uprightPart, final ? 58 : 100);
  return {
    width: 100,
    strokes:
      consonants(initial, boxes.initial) +
      fitInto(level[levelPart] ?? '', boxes.level) +
      fitInto(upright[uprightPart] ?? '', boxes.upright) +
      consonants(final, [14, 74, 72, 28]),
  };
}
