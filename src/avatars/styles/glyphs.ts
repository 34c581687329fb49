// Letters as strokes of a pen, for pictures made of pixels: no font is asked, since a machine may have none, and whatever
// the machine, the picture is the same. Latin with its marks, Greek, Cyrillic, digits and Hangul; see `findGlyph`.
import { findSyllable } from './hangul.ts';

/** Strokes, each moved by `x`, in a box `width` wide; capitals go from 0 down to 100, marks reach above and below. */
export interface Glyph {
  readonly width: number;
  readonly strokes: readonly { readonly path: string; readonly x: number }[];
}

const bowl = 'H38A23.5 23.5 0 0 1 38 47';
const round = 'M50 0A50 50 0 0 0 50 100A50 50 0 0 0 50 0Z';

const drawn: Readonly<Record<string, readonly [number, string]>> = {
  A: [84, 'M0 100L42 0L84 100M14 66H70'],
  B: [66, `M0 47H38A26.5 26.5 0 0 1 38 100H0V0${bowl}`],
  C: [88, 'M86 20A50 50 0 1 0 86 80'],
  D: [80, 'M0 0V100H30A50 50 0 0 0 30 0Z'],
  E: [60, 'M60 0H0V100H60M0 48H52'],
  F: [58, 'M58 0H0V100M0 50H50'],
  G: [98, 'M86 18A50 50 0 1 0 98 56H60'],
  H: [74, 'M0 0V100M74 0V100M0 48H74'],
  I: [0, 'M0 0V100'],
  J: [46, 'M46 0V74A26 26 0 0 1 0 88'],
  K: [70, 'M0 0V100M68 0L0 62M26 40L72 100'],
  L: [56, 'M0 0V100H56'],
  M: [94, 'M0 100V0L47 68L94 0V100'],
  N: [76, 'M0 100V0L76 100V0'],
  O: [100, round],
  P: [64, 'M0 100V0H36A28 28 0 0 1 36 56H0'],
  Q: [100, `${round}M62 68L100 106`],
  R: [68, 'M0 100V0H36A27 27 0 0 1 36 54H0M34 54L68 100'],
  S: [68, 'M64 18C58 6 47 0 34 0C16 0 4 11 4 26C4 60 68 38 68 73C68 89 54 100 35 100C18 100 6 92 0 80'],
  T: [78, 'M0 0H78M39 0V100'],
  U: [76, 'M0 0V62A38 38 0 0 0 76 62V0'],
  V: [84, 'M0 0L42 100L84 0'],
  W: [124, 'M0 0L31 100L62 12L93 100L124 0'],
  X: [78, 'M0 0L78 100M78 0L0 100'],
  Y: [80, 'M0 0L40 52L80 0M40 52V100'],
  Z: [74, 'M2 0H74L0 100H76'],
  '0': [72, 'M36 0A36 50 0 0 0 36 100A36 50 0 0 0 36 0Z'],
  '1': [32, 'M0 22L32 0V100'],
  '2': [66, 'M2 30A32 30 0 0 1 66 30C66 52 24 72 0 100H68'],
  '3': [
    66,
    'M4 16C9 5 19 0 32 0C50 0 61 10 61 24C61 38 50 47 34 47H26M34 47C54 47 66 57 66 73C66 89 53 100 33 100C17 100 6 93 0 81',
  ],
  '4': [74, 'M56 100V0L0 72H74'],
  '5': [66, 'M60 0H12L6 47C13 40 22 37 33 37C53 37 66 50 66 68C66 87 53 100 33 100C18 100 7 94 0 83'],
  '6': [66, 'M50 0C20 20 0 44 0 68A33 32 0 0 0 66 68A33 31 0 0 0 4 56'],
  '7': [66, 'M0 0H66L24 100'],
  '8': [66, 'M33 46A26 23 0 0 1 33 0A26 23 0 0 1 33 46A33 27 0 0 0 33 100A33 27 0 0 0 33 46Z'],
  '9': [66, 'M16 100C46 80 66 56 66 32A33 32 0 0 0 0 32A33 31 0 0 0 62 44'],
  ß: [62, 'M0 100V27A27 27 0 0 1 54 27C54 40 42 45 34 46C52 49 62 59 62 73C62 90 50 100 34 100H26'],
  Æ: [116, 'M0 100L48 0H112M58 0V100H116M22 66H58M58 48H106'],
  Œ: [128, 'M124 0H50A50 50 0 0 0 50 100H128M72 0V100M72 48H116'],
  Ø: [100, `${round}M88 -4L12 104`],
  Ð: [84, 'M4 0V100H34A50 50 0 0 0 34 0ZM-10 48H40'],
  Ł: [58, 'M2 0V100H58M-12 66L32 38'],
  Þ: [64, 'M0 0V100M0 22H36A28 28 0 0 1 36 78H0'],
  Ħ: [74, 'M0 0V100M74 0V100M0 52H74M-12 24H86'],
  Ŋ: [76, 'M0 0V100M0 30A38 34 0 0 1 76 34V84A24 24 0 0 1 46 104'],
  Ə: [96, 'M6 24A48 50 0 1 1 4 58H94'],
  Γ: [58, 'M58 0H0V100'],
  Δ: [90, 'M45 0L90 100H0Z'],
  Θ: [100, `${round}M26 50H74`],
  Λ: [84, 'M0 100L42 0L84 100'],
  Ξ: [70, 'M0 0H70M8 48H62M0 100H70'],
  Π: [74, 'M0 100V0H74V100'],
  Σ: [70, 'M70 0H0L42 50L0 100H72'],
  Φ: [104, 'M52 -6V106M52 18A52 32 0 0 0 52 82A52 32 0 0 0 52 18Z'],
  Ψ: [92, 'M46 0V100M0 0V30A46 36 0 0 0 92 30V0'],
  Ω: [104, 'M4 100H36V90A50 47 0 1 1 68 90V100H100'],
  Б: [66, 'M58 0H0V100H38A29 29 0 0 0 38 42H0'],
  Д: [92, 'M0 118V100H92V118M12 100L34 0H74V100'],
  Ж: [116, 'M58 0V100M4 0L48 48L0 100M112 0L68 48L116 100M48 48H68'],
  З: [
    64,
    'M2 16C8 5 18 0 30 0C48 0 58 10 58 24C58 38 48 47 32 47H24M32 47C52 47 64 57 64 73C64 89 51 100 31 100C16 100 5 93 0 82',
  ],
  И: [76, 'M0 0V100L76 0V100'],
  Л: [80, 'M0 100C14 98 18 80 18 52V0H80V100'],
  У: [80, 'M0 0L42 62M80 0L40 84C34 96 24 102 10 100'],
  Ц: [88, 'M0 0V100H88V120M72 0V100'],
  Ч: [70, 'M0 0V32C0 50 12 58 30 58C46 58 58 54 70 48M70 0V100'],
  Ш: [108, 'M0 0V100H108V0M54 0V100'],
  Щ: [124, 'M0 0V100H124V120M54 0V100M108 0V100'],
  Ъ: [88, 'M0 0H24V100H60A28 28 0 0 0 60 44H24'],
  Ы: [94, 'M0 0V100H34A28 28 0 0 0 34 44H0M94 0V100'],
  Ь: [64, 'M0 0V100H36A28 28 0 0 0 36 44H0'],
  Э: [86, 'M2 20A50 50 0 1 1 2 80M30 50H84'],
  Ю: [124, 'M0 0V100M0 48H30M77 0A47 50 0 0 0 77 100A47 50 0 0 0 77 0Z'],
  Я: [68, 'M68 100V0H32A27 27 0 0 0 32 54H68M34 54L0 100'],
  Є: [86, 'M84 20A50 50 0 1 0 84 80M2 50H56'],
  Ґ: [58, 'M58 -18V0H0V100'],
  Ђ: [88, 'M0 0H66M26 0V100M26 46A34 30 0 0 1 86 60V76A26 26 0 0 1 62 100'],
  Љ: [124, 'M0 100C14 98 18 80 18 52V0H66V100H98A26 26 0 0 0 98 48H66'],
  Њ: [122, 'M0 0V100M0 48H96A26 26 0 0 1 96 100H64V0'],
  Ћ: [84, 'M0 0H66M24 0V100M24 46A30 28 0 0 1 84 64V100'],
  Џ: [74, 'M0 0V100H74V0M37 100V120'],
  Қ: [72, 'M0 0V100M68 0L0 62M26 40L70 100M70 100V120'],
  Ң: [86, 'M0 0V100M72 0V100H86V120M0 48H72'],
  Ғ: [60, 'M60 0H4V100M-12 50H38'],
  Ұ: [80, 'M0 0L40 52L80 0M40 52V100M14 72H66'],
  Ө: [100, `${round}M2 50H98`],
};

// Other alphabets' letters that look like one above.
const looksLike = new Map(
  [
    ['ΑΒΕΖΗΙΚΜΝΟΡΤΥΧ', 'ABEZHIKMNOPTYX'],
    ['АВГЕІЈКМНОПРСТФХЅҮӘ', 'ABΓEIJKMHOΠPCTΦXSYƏ'],
    ['ĐƏ', 'ÐƏ'],
    ['ıſ', 'IS'],
  ].flatMap(([letters = '', shapes = '']) =>
    [...letters].map((letter, at): [string, string] => [letter, [...shapes][at] ?? '']),
  ),
);

/** Around 0, the middle of the letter; `top` and `bottom` are those of capitals. */
const marks: Readonly<Record<string, string>> = {
  '\u0300': 'M-12 -38L6 -20',
  '\u0301': 'M12 -38L-6 -20',
  '\u0302': 'M-18 -20L0 -38L18 -20',
  '\u0303': 'M-20 -22C-14 -40 -4 -34 0 -29C4 -24 14 -18 20 -36',
  '\u0304': 'M-18 -27H18',
  '\u0306': 'M-18 -38C-14 -16 14 -16 18 -38',
  '\u0307': 'M0 -29V-29.1',
  '\u0308': 'M-15 -29V-29.1M15 -29V-29.1',
  '\u0309': 'M-8 -40C6 -44 10 -30 0 -20',
  '\u030a': 'M0 -44A11 11 0 0 0 0 -22A11 11 0 0 0 0 -44Z',
  '\u030b': 'M-4 -38L-18 -20M18 -38L4 -20',
  '\u030c': 'M-18 -38L0 -20L18 -38',
  '\u0323': 'M0 126V126.1',
  '\u0326': 'M2 118L-5 136',
  '\u0327': 'M0 102C14 112 12 132 -10 130',
  '\u0328': 'M8 102C-6 116 0 132 16 128',
  '\u0331': 'M-18 124H18',
};
/** Begins at the upper right corner: ơ and ư. */
const horn = 'M-8 6C8 4 16 -6 12 -18';

/** The strokes of one grapheme; undefined when it has a letter or a mark that is not drawn here. */
export function findGlyph(grapheme: string): Glyph | undefined {
  const syllable = findSyllable(grapheme);
  if (syllable) return { width: syllable.width, strokes: [{ path: syllable.strokes, x: 0 }] };
  const [letter = '', ...added] = [...grapheme.normalize('NFD')];
  const [width, path] = drawn[looksLike.get(letter) ?? letter] ?? [];
  if (width === undefined || path === undefined) return undefined;
  const strokes = added.map((mark) =>
    mark === '\u031b' ? { path: horn, x: width } : { path: marks[mark] ?? '', x: width / 2 },
  );
  return strokes.some((stroke) => stroke.path === '') ? undefined : { width, strokes: [{ path, x: 0 }, ...strokes] };
}
