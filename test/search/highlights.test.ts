// Which part of what is shown a question is said to have found.
import { queryWords } from '../../src/platform/search/words.ts';
import type { PresentedProfile } from '../../src/profiles/index.ts';
import { highlightsOf } from '../../src/search/highlights.ts';

// The presenter alone makes them otherwise; here the texts matter, not the person.
const shown = (fields: Readonly<Record<string, unknown>>) => fields as PresentedProfile;

/** The marked parts of a text, between brackets. */
function marked(text: string, q: string): string {
  const { displayName = [] } = highlightsOf(shown({ displayName: text }), queryWords(q));
  return displayName.toReversed().reduce((whole, { start, end }) => {
    return `${whole.slice(0, start)}[${whole.slice(start, end)}]${whole.slice(end)}`;
  }, text);
}

it.each([
  ['Ada Lovelace', 'lovelace', 'Ada [Lovelace]'],
  ['Ada Lovelace', 'love', 'Ada [Love]lace'],
  ['Ada Lovelace', 'ada LOVELACE', '[Ada] [Lovelace]'],
  ['Ada Lovelace', 'lovelase', 'Ada [Lovelace]'],
  ['Ada Lovelace', 'loevlace ad', '[Ad]a [Lovelace]'],
  ['Ada Lovelace', 'babbage', 'Ada Lovelace'],
  ['Jürgen Müller', 'muller', 'Jürgen [Müller]'],
  ['Jürgen Müller', 'MUL', 'Jürgen [Mül]ler'],
  ['Jurgen Muller', 'Müller', 'Jurgen [Muller]'],
  ['Søren Strauß', 'strauss', 'Søren [Strauß]'],
  ['Søren Strauß', 'straus', 'Søren [Strauß]'],
  ["Conan O'Brien", 'obrien', "Conan [O'Brien]"],
  ["Conan O'Brien", 'brien', "Conan O'[Brien]"],
  ['Jean-Luc Picard', 'jeanluc pic', '[Jean-Luc] [Pic]ard'],
  ['Jean-Luc Picard', 'luc', 'Jean-[Luc] Picard'],
  ['Νίκος Μάγος', 'ΜΑΓΟΣ', 'Νίκος [Μάγος]'],
  ['Иван Щёлоков', 'щелок', 'Иван [Щёлок]ов'],
  ['مُحَمَّد علي', 'محمد', '[مُحَمَّد] علي'],
  ['अमित शर्मा', 'शर्मा', 'अमित [शर्मा]'],
  ['สมหญิงรักไทย', 'รัก', 'สมหญิง[รัก]ไทย'],
  ['王小明', '小明', '王[小明]'],
  ['𠮷田 花子', '田花', '𠮷[田] [花]子'],
  ['𠮷田 花子', '𠮷', '[𠮷]田 花子'],
  ['アレクサンダー・ハミルトン', 'ﾊﾐﾙ', 'アレクサンダー・[ハミル]トン'],
  ['김철수', '철수', '김[철수]'],
  ['김철수', '김처', '[김철]수'],
  ['👩‍💻 Grace 👩‍💻', 'grace', '👩‍💻 [Grace] 👩‍💻'],
  ['<b>Ada</b>', 'ada', '<b>[Ada]</b>'],
])('%j asked for %j is %s', (text, q, expected) => {
  expect(marked(text, q)).toBe(expected);
});

it('tells the entries of a list apart, and names no field that holds nothing', () => {
  const profile = shown({ displayName: 'Knots', skills: ['sailing', 'knotwork', 'rope and knots'], bio: 'Rope' });
  expect(highlightsOf(profile, queryWords('knot'))).toEqual({
    displayName: [{ start: 0, end: 4 }],
    skills: [
      { item: 1, start: 0, end: 4 },
      { item: 2, start: 9, end: 13 },
    ],
  });
});

it('marks what was misspelt only where nothing is spelt like that', () => {
  const profile = shown({ displayName: 'Meyer', headline: 'Meier, not Meyer' });
  expect(highlightsOf(profile, queryWords('meier'))).toEqual({ headline: [{ start: 0, end: 5 }] });
});

it.each([
  'ab '.repeat(4_000),
  'x'.repeat(9_000),
  '王'.repeat(9_000),
  '김'.repeat(9_000),
  'สม'.repeat(4_000),
  'é́'.repeat(4_000),
])('a hostile text takes little room: %#', (bio) => {
  for (const q of ['ab', 'x', '王', '김', 'สม', 'é', 'abcdefgh ijklmnop qrstuvwx'])
    expect(highlightsOf(shown({ bio }), queryWords(q)).bio?.length ?? 0).toBeLessThanOrEqual(20);
});
