import { allowedEdits, askedForms, editDistance, storedForms } from '../../src/platform/search/spelling.ts';
import { documentWords, queryWords } from '../../src/platform/search/words.ts';

// A small generator with a seed, so that a failure can be repeated.
function createRandom(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

describe('spelling', () => {
  it.each([
    ['john', 'jonh', 1],
    ['alice', 'alica', 1],
    ['', 'abc', 3],
    ['kitten', 'sitting', 3],
    ['ca', 'abc', 3],
    ['𠮷田', '田', 1],
    ['same', 'same', 0],
  ])('%s is %s but for %d edits', (left, right, distance) => {
    expect(editDistance(left, right)).toBe(distance);
    expect(editDistance(right, left)).toBe(distance);
  });

  it('reaches every word within the allowed edits through a common form', () => {
    const random = createRandom(7);
    const letter = () => 'abcdef'.charAt(random(6));
    const mutate = (word: string) => {
      const at = random(word.length + 1);
      const swapped = word.slice(0, at) + word.slice(at + 1, at + 2) + word.slice(at, at + 1) + word.slice(at + 2);
      const changes = [
        word.slice(0, at) + letter() + word.slice(at),
        word.slice(0, at) + word.slice(at + 1),
        word.slice(0, at) + letter() + word.slice(at + 1),
        swapped,
      ];
      return changes[random(changes.length)] ?? word;
    };
    const unreached: string[] = [];
    for (let round = 0; round < 20_000; round++) {
      const stored = Array.from({ length: 3 + random(12) }, letter).join('');
      const typed = random(2) ? mutate(stored) : mutate(mutate(stored));
      if (editDistance(stored, typed) > allowedEdits(typed)) continue;
      const forms = new Set(storedForms(stored));
      const isReached = stored === typed || askedForms(typed).some((form) => forms.has(form));
      if (!isReached) unreached.push(`${stored} ${typed}`);
    }
    expect(unreached).toEqual([]);
  });

  it('keeps at most 29 forms of the longest word', () => {
    expect(storedForms('donaudampfschifffahrtsgesellschaft').length).toBeLessThanOrEqual(29);
  });
});

describe('words', () => {
  it.each([
    ['Jean-Luc', ['jean', 'luc', 'jeanluc']],
    ["O'Brien", ['o', 'brien', 'obrien']],
    ['王小明', ['王', '小', '明', '王小', '小明']],
    ['山田 花子', ['山', '田', '山田', '花', '子', '田花', '花子']],
    ['ガガ', ['が', 'がが']],
    ['soft\u00adhyphen', ['softhyphen']],
    ['Ａ１ ² ½', ['a1', '2', '12']],
    ['अमित', ['अमित']],
    ['👩‍💻 ... !', []],
  ])('of %s are stored as %j', (text, words) => {
    expect([...documentWords([{ text, weight: 1 }]).keys()]).toEqual(words);
  });

  it('take the heaviest field they stand in', () => {
    const words = documentWords([
      { text: 'Grace again', weight: 1 },
      { text: 'grace', weight: 10 },
    ]);
    expect(Object.fromEntries(words)).toEqual({ grace: 10, again: 1 });
  });

  it('are bounded in number and length', () => {
    const many = Array.from({ length: 5_000 }, (_, index) => index.toString(36)).join(' ');
    expect(documentWords([{ text: many, weight: 1 }]).size).toBeLessThanOrEqual(1_000);
    expect(queryWords(many)).toHaveLength(8);
    expect(queryWords('一二三四五六七八九十百千')).toHaveLength(8);
    expect(queryWords('x'.repeat(500))).toEqual([{ text: 'x'.repeat(40), whole: false }]);
  });
});
