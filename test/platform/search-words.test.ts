import {
  allowedEdits,
  askedForms,
  editDistance,
  isMisspeltBeginning,
  storedForms,
} from '../../src/platform/search/spelling.ts';
import { documentWords, queryWords } from '../../src/platform/search/words.ts';
import { createRandom } from '../support/random.ts';

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

  it('reaches every word whose beginning of six letters and more was typed with a typo', () => {
    const random = createRandom(11);
    const letter = () => 'abcdef'.charAt(random(6));
    const unreached: string[] = [];
    for (let round = 0; round < 5_000; round++) {
      const stored = Array.from({ length: 8 + random(8) }, letter).join('');
      const beginning = stored.slice(0, 6 + random(3));
      const at = random(beginning.length);
      const typed = beginning.slice(0, at) + letter() + beginning.slice(at + 1);
      const forms = new Set(storedForms(stored));
      const isReached = stored.startsWith(typed) || askedForms(typed).some((form) => forms.has(form));
      if (!isReached || !isMisspeltBeginning(typed, stored)) unreached.push(`${stored} ${typed}`);
    }
    expect(unreached).toEqual([]);
    expect([isMisspeltBeginning('kowl', 'kowalski'), isMisspeltBeginning('kowls', 'kowalski')]).toEqual([false, true]);
    expect([isMisspeltBeginning('kowlas', 'kowalski'), isMisspeltBeginning('covals', 'kowalski')]).toEqual([
      true,
      false,
    ]);
    expect(isMisspeltBeginning('123456', '1234678')).toBe(false);
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
    ['MacDonald', ['macdonald', 'donald']],
    ['الهاشمي', ['الهاشمي', 'هاشمي']],
    ['عبدالرحمن', ['عبدالرحمن', 'الرحمن', 'رحمن']],
    ['حسینی\u200cنژاد', ['حسيني', 'نژاد', 'حسينينژاد']],
    ['Ó Dálaigh', ['o', 'dalaigh']],
  ])('of %s are stored as %j', (text, words) => {
    expect([...documentWords([{ text, weight: 1 }]).keys()]).toEqual(words);
  });

  it.each([
    ['Ó Dálaigh', ['o', 'odalaigh', 'dalaigh']],
    ['de la Cruz', ['de', 'delacruz', 'la', 'lacruz', 'cruz']],
    ['Ada Lovelace King', ['ada', 'adalovelace', 'lovelace', 'king']],
    ['Augusta Lovelace', ['augusta', 'lovelace']],
    ['ດາລາ ສຸວັນ', ['ດາລາ', 'ດາລາສຸວັນ', 'ສຸວັນ']],
  ])('of the name %s are stored as %j, as it is typed without spaces', (text, words) => {
    const stored = documentWords([{ text, weight: 1, isName: true }]);
    expect([...stored.keys()].sort()).toEqual([...words].sort());
  });

  it.each([
    ['陳', '陈'],
    ['澤龍', '沢竜'],
    ['髙橋', '高桥'],
    ['𠮷田', '吉田'],
    ['ヴァイオレット', 'バイオレット'],
    ['ゔぃくとりあ', 'ビクトリア'],
    ['മേനോൻ', 'മേനോന്\u200d'],
    ['ዓለምፀሐይ', 'አለምጸሀይ'],
    ['ہاشمی', 'هاشمي'],
    ['Ɗanjuma', 'danjuma'],
  ])('%s and %s are the same', (one, other) => {
    expect(queryWords(one)).toEqual(queryWords(other));
  });

  it('vowels of two parts are one letter, and Korean stays in its parts', () => {
    const lengthOf = (text: string) => [...(queryWords(text)[0]?.text ?? '')].length;
    expect(['ನೇ', 'কো', 'ຄຳ', 'ทำ', '김'].map(lengthOf)).toEqual([2, 2, 2, 2, 3]);
  });

  it('take the heaviest field they stand in', () => {
    const words = documentWords([
      { text: 'Grace again', weight: 1 },
      { text: 'grace', weight: 10 },
    ]);
    expect(Object.fromEntries(words)).toEqual({ grace: 10, again: 1 });
  });

  it('of a long name weigh a little less than those of a short one', () => {
    const weightIn = (text: string) => documentWords([{ text, weight: 10, isName: true }]).get('grace');
    expect(['Grace', 'Grace Hopper', 'Admiral Grace Brewster Hopper'].map(weightIn)).toEqual([10, 9.9, 9.7]);
  });

  it('are bounded in number and length', () => {
    const many = Array.from({ length: 5_000 }, (_, index) => index.toString(36)).join(' ');
    expect(documentWords([{ text: many, weight: 1 }]).size).toBeLessThanOrEqual(1_000);
    expect(queryWords(many)).toHaveLength(8);
    expect(queryWords('一二三四五六七八九十百千')).toHaveLength(8);
    expect(queryWords('x'.repeat(500))).toEqual([{ text: 'x'.repeat(40), whole: false }]);
  });
});
