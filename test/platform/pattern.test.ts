// Patterns that other people bring agree with the language's own engine, and never take longer than the text is long.
import { compilePattern, maxMatchedLength } from '../../src/platform/text/pattern.ts';
import { createRandom } from '../support/random.ts';

const atoms = ['a', 'b', '1', '\\d', '\\w', '[ab]', '[^a]', '.', '\\.', '\\p{L}', 'é', '😀', '[\\]b-]', '^', '$'];
const quantifiers = ['', '', '', '*', '+', '?', '{2}', '{1,}', '{0,2}', '*?', '+?', '{0}'];

function patternOf(random: (below: number) => number, depth = 3): string {
  const pick = (list: readonly string[]) => list[random(list.length)] ?? '';
  return Array.from({ length: 1 + random(3) }, () => {
    if (depth > 0 && random(3) === 0) {
      const inside = Array.from({ length: 1 + random(2) }, () => patternOf(random, depth - 1)).join('|');
      return `${pick(['(', '(?:'])}${inside})${pick(quantifiers)}`;
    }
    const atom = pick(atoms);
    return /[\^$]$/.test(atom) && atom.length === 1 ? atom : atom + pick(quantifiers);
  }).join('');
}

it('agrees with the engine of the language, whatever the pattern and the text', () => {
  const random = createRandom(7);
  const letters = ['a', 'b', '1', '.', 'é', '😀', '-', ']', '\n'];
  const differences: string[] = [];
  let matches = 0;
  for (let round = 0; round < 1_500; round++) {
    const source = patternOf(random);
    if (source.length > 256) continue;
    const expected = new RegExp(source, 'u');
    const pattern = compilePattern(source);
    for (let index = 0; index < 10; index++) {
      const text = Array.from({ length: random(6) }, () => letters[random(letters.length)]).join('');
      if (expected.test(text)) matches += 1;
      if (expected.test(text) !== pattern.test(text)) differences.push(`/${source}/u on ${JSON.stringify(text)}`);
    }
  }
  expect(differences).toEqual([]);
  expect(matches).toBeGreaterThan(1_000);
});

// Each would take the language's engine longer than anybody lives.
it.each(['^(a+)+$', '^(a|a)*$', '^(a|aa)+$', '(.*)(.*)(.*)(.*)(.*)(.*)x', '^(([a-z])+.)+[A-Z]([a-z])+$'])(
  '%s is answered',
  (source) => {
    const pattern = compilePattern(source);
    expect(pattern.test(`${'a'.repeat(maxMatchedLength - 1)}!`)).toBe(false);
  },
);

it('does not look at longer texts', () => {
  expect(compilePattern('a').test('a'.repeat(maxMatchedLength))).toBe(true);
  expect(compilePattern('a').test('a'.repeat(maxMatchedLength + 1))).toBe(false);
});

it.each([
  ['(', /Unterminated group/],
  ['[b-a]', /out of order/],
  ['(a)\\1', /invalid escape/],
  ['(?<n>a)\\k<n>', /back-references/],
  ['a(?=b)', /unsupported/],
  ['(?<!a)b', /invalid named capture/],
  ['a{1001}', /invalid repeat count/],
  ['(?:(?:(?:){1000}){1000}){1000}', /invalid repeat count/],
  ['a'.repeat(257), /at most 256/],
])('refuses %s', (source, reason) => {
  expect(() => compilePattern(source)).toThrow(reason);
});
