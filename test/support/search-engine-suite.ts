// What every search engine must do, whichever stands behind the port. An engine's own test opens it and calls this.
import { randomUUID } from 'node:crypto';
import { v7 as uuidv7 } from 'uuid';
import { InvalidCursorError, type SearchQuery } from '../../src/platform/search/port.ts';
import { describeCounting } from './search-engine-counting.ts';
import { describeNarrowing } from './search-engine-narrowing.ts';
import { describeWriting } from './search-engine-writing.ts';
import { createSearchStand, type SearchEngineHarness } from './search-stand.ts';

const SPELLINGS: readonly [name: string, typed: readonly string[]][] = [
  ['John Fraser', ['john', 'JOHN', 'jo', 'jonh', 'fraser john', 'john fra', 'frazer', 'j fraser']],
  ['Alice Meyers', ['Alica', 'alicee', 'ailce']],
  ['Katherine Johnson', ['katherin', 'kathrine', 'katehrien', 'johnsen katharine']],
  ['Jürgen Müller', ['muller', 'Mueler', 'mueller', 'MÜLLER', 'jurgen', 'Mu\u0308ller', 'ｍｕｌｌｅｒ']],
  ['Łukasz Żółć', ['lukasz', 'łukasz', 'zolc', 'ŻÓŁĆ']],
  ['Søren Ærø Strauß', ['soren', 'aero', 'strauss', 'STRAUSS', 'straus']],
  ['Nguyễn Thị Đào', ['nguyen', 'thi dao', 'Nguyễn']],
  ['İbrahim Işık', ['ibrahim', 'isik', 'IBRAHIM']],
  ["Conan O'Brien", ['obrien', "o'brien", 'o’brien', 'brien', 'Ｏ’Brien']],
  ['Jean-Luc Picard', ['jean luc', 'jean-luc', 'jeanluc', 'picrad']],
  ['@night_owl', ['@night_owl', 'night_owl', 'nightowl', 'owl', '@nigth_owl']],
  ['Иван Щёлоков', ['иван', 'ИВАН', 'щелоков', 'щёлоков', 'щолоков']],
  ['Ελένη Παπαδοπούλου', ['ελενη', 'ΕΛΕΝΗ', 'παπαδοπουλ', 'παπαδοπολου']],
  ['Νίκος Μάγος', ['νικος', 'ΜΑΓΟΣ', 'μαγοσ']],
  ['مُحَمَّد أحمد علي', ['محمد', 'احمد', 'أحمد', 'علی']],
  ['דָּוִד כהן', ['דוד', 'כהן', 'כה']],
  ['अमित शर्मा', ['अमित', 'शर्मा', 'शर्म']],
  ['สมชาย ใจดี', ['สมชาย', 'สม', 'สมช', 'ใจดี']],
  ['สมหญิงรักไทย', ['สมหญิง', 'รักไทย', 'สมหญิงรักไท']],
  ['王小明', ['王', '明', '王小', '小明', '王小明']],
  ['𠮷田 花子', ['𠮷田', '花子', '𠮷田花子', '花子 𠮷田']],
  ['アレクサンダー・ハミルトン', ['アレクサンダー', 'ハミルトン', 'はみる', 'ﾊﾐﾙﾄﾝ', 'アレクサンダー・ハミルトン']],
  ['김철수', ['김', '김처', '김철', '철수', '김철수']],
  ['Նարեկ გიორგი', ['նարեկ', 'ՆԱՐԵԿ', 'გიორგ']],
];

const HOSTILE: readonly string[] = [
  '\u0000',
  'john\u0000fraser',
  "%_\\'",
  `"'; drop table search_words; --`,
  '\ud800',
  'john\udfff',
  '$1 $$ :john ?',
  'x'.repeat(10_000),
  'ab '.repeat(5_000),
  '\u0301'.repeat(10_000),
  '王'.repeat(10_000),
  '\u202e\u200b\ufeff',
  '(((( [a-z]* & | ! <->',
  '👩‍💻🏳️‍🌈',
];

/** Declares the tests that an engine behind the port has to pass. */
export function describeSearchEngine(name: string, open: () => Promise<SearchEngineHarness>): void {
  describe(`search engine: ${name}`, () => {
    const stand = createSearchStand(open);
    const { put, find, walk } = stand;

    describe('what people type', () => {
      it.each(SPELLINGS)('finds %s', async (displayName, typed) => {
        const id = await put({ name: displayName });
        await put({ name: 'Zebedee Quux' });
        const missed = [];
        for (const text of typed) if ((await find(text)).join() !== id) missed.push(text);
        expect(missed).toEqual([]);
      });

      it('forgives a wrong first letter, or counts it double', async () => {
        const [alice, katherine] = [await put({ name: 'Alice' }), await put({ name: 'Katherine' })];
        expect(await find('lice')).toEqual(stand.capabilities.forgivesFirstLetters ? [alice] : []);
        expect(await find('atherine')).toEqual([katherine]);
      });

      it('forgives no typo in three letters, one in four to seven, two from eight on', async () => {
        const [ann, robert, alexander] = [
          await put({ name: 'Ann' }),
          await put({ name: 'Robert' }),
          await put({ name: 'Alexander' }),
        ];
        expect(await find('anm')).toEqual([]);
        expect(await find('annn')).toEqual([ann]);
        expect(await find('rbert')).toEqual([robert]);
        expect(await find('rbret')).toEqual([]);
        expect(await find('alxeandre')).toEqual([alexander]);
        expect(await find('alxeadnre')).toEqual([]);
      });

      it('takes a wrong digit for another number', async () => {
        const id = await put({ name: 'Room 1984' });
        expect(await find('1984')).toEqual([id]);
        expect(await find('1985')).toEqual([]);
      });

      it('wants every word, in any order and any field', async () => {
        const id = await put({ name: 'Ada Lovelace', bio: 'Mathematician in London' });
        await put({ name: 'Ada Byron', bio: 'Lived in Paris' });
        expect(await find('london ada')).toEqual([id]);
        expect(await find('lovelac matematician')).toEqual([id]);
        expect(await find('ada paris lovelace')).toEqual([]);
        expect(await find('ada nobody')).toEqual([]);
      });

      it('looks at eight words of a query and leaves the rest', async () => {
        const id = await put({ bio: 'one two three four five six seven eight' });
        expect(await find('one two three four five six seven eight nine')).toEqual([id]);
      });

      it('tells nothing to find from everybody', async () => {
        const older = await put({ name: 'First' });
        const newer = await put({ name: 'Second' });
        expect(await find('')).toEqual([newer, older]);
        expect(await find(' \n')).toEqual([newer, older]);
        expect(await find('!!! ...')).toEqual([]);
      });
    });

    describe('order', () => {
      it('puts the exact word before the longer one before the misspelt one', async () => {
        const typo = await put({ name: 'Marla' });
        const longer = await put({ name: 'Mariana' });
        const exact = await put({ name: 'Maria' });
        expect(await find('maria')).toEqual([exact, longer, typo]);
      });

      it('puts a heavy field before a light one and adds the words up', async () => {
        const bio = await put({ name: 'Someone', bio: 'friend of Grace Hopper' });
        const half = await put({ name: 'Grace Kelly', bio: 'not a Hopper' });
        const full = await put({ name: 'Grace Hopper' });
        expect(await find('grace hopper')).toEqual([full, half, bio]);
      });

      it('counts a person once, on the best of several matches', async () => {
        const one = await put({ name: 'Johnson' });
        const both = await put({ name: 'Johnson John' });
        expect(await walk('john', 1)).toEqual([both, one]);
      });
    });

    describe('pages', () => {
      it.each(['', 'sam', 'sam twin', 'samm'])('of %j hold everybody once, also under ties', async (text) => {
        const people = new Set<string>();
        for (let index = 0; index < 23; index++) {
          const suffix = ['', 'my', 'uel', 'antha'][index % 4];
          people.add(await put({ name: `Sam${suffix} Twin`, bio: index % 3 ? 'sam samm twin' : 'samm' }));
        }
        const whole = await walk(text, 100);
        expect(new Set(whole)).toEqual(people);
        for (const limit of [1, 4, 22, 23]) expect(await walk(text, limit)).toEqual(whole);
      });

      it('neither skip nor repeat those who stay while others come and go', async () => {
        const stay: string[] = [];
        for (let index = 0; index < 12; index++) stay.push(await put({ name: 'Robin' }));
        const leaver = await put({ name: 'Robin' });
        const ids = await walk('robin', 3, {}, async () => {
          await put({ name: 'Robin' });
          await stand.engine.index([{ ...stand.entry({ id: leaver, version: 2 }), documents: [] }]);
        });
        expect(new Set(ids).size).toBe(ids.length);
        if (stand.capabilities.hasKeysetPages)
          expect(ids.filter((id) => stay.includes(id)).sort()).toEqual([...stay].sort());
        else expect(ids.filter((id) => stay.includes(id)).length).toBeGreaterThanOrEqual(stay.length - 1);
      });

      it('refuse the cursor of another query, audience or tenant, and a damaged one', async () => {
        for (let index = 0; index < 3; index++) await put({ name: 'Chris', audiences: ['public', 'authenticated'] });
        const { nextCursor: cursor = '' } = await stand.ask('chris', { limit: 1 });
        expect(cursor).not.toBe('');
        expect(await find('CHRIS', { cursor, excludedIds: [] })).toHaveLength(2);
        expect(await find('chris', { cursor, excludedIds: [randomUUID()] })).toHaveLength(2);
        const foreign: [string, Partial<SearchQuery>][] = [
          ['chris', { cursor, audience: 'authenticated' }],
          ['chris', { cursor, tenantId: randomUUID() }],
          ['chriss', { cursor }],
          ['', { cursor }],
          ['chris', { cursor, namesOnly: true }],
          ['chris', { cursor, order: 'name' }],
          ['chris', { cursor, filters: [{ facet: 'skills', anyOf: ['Go'] }] }],
          ...['', 'garbage', `${cursor}x`.slice(2), 'bnVsbA', 'x'.repeat(5_000), '\u0000'].map(
            (damaged): [string, Partial<SearchQuery>] => ['chris', { cursor: damaged }],
          ),
        ];
        for (const [text, query] of foreign) await expect(find(text, query)).rejects.toThrow(InvalidCursorError);
      });

      it.each([0, -1, 101, 1.5, Number.NaN])('refuse a limit of %d', async (limit) => {
        await expect(find('x', { limit })).rejects.toThrow(RangeError);
      });
    });

    describe('who may see', () => {
      it('keeps audiences apart, in names, words and misspellings', async () => {
        const id = uuidv7();
        await stand.setLive(id, 1);
        const documents = [
          ...stand.entry({ id, name: 'Sylvia' }).documents,
          ...stand.entry({ id, name: 'Sylvia Wonderland', audiences: ['authenticated'] }).documents,
        ];
        await stand.engine.index([{ ...stand.entry({ id }), documents }]);
        for (const text of ['wonderland', 'wonder', 'wnderland', 'sylvia wonderland']) {
          expect(await find(text)).toEqual([]);
          expect(await find(text, { audience: 'authenticated' })).toEqual([id]);
        }
      });

      it('keeps tenants apart, even for the same id', async () => {
        const id = await put({ name: 'Shared Person' });
        const home = stand.tenantId;
        stand.tenantId = randomUUID();
        expect(await find('shared')).toEqual([]);
        expect(await find('')).toEqual([]);
        await put({ id, name: 'Other Face' });
        expect(await find('shared')).toEqual([]);
        await stand.engine.erase(stand.tenantId, id);
        stand.tenantId = home;
        expect(await find('shared')).toEqual([id]);
        expect(await find('face')).toEqual([]);
      });

      it.each(['', 'hidden', 'hiden', 'hid', 'hidden person'])(
        'leaves out for %j whoever changed their privacy a moment ago',
        async (text) => {
          const id = await put({ name: 'Hidden Person', privacyVersion: 3 });
          const other = await put({ name: 'Hidden Person' });
          const hide = async (privacyVersion: number | null, version: number) => {
            await stand.setLive(id, privacyVersion);
            if (!stand.capabilities.hidesAtOnce)
              await stand.engine.index([{ ...stand.entry({ id, version }), documents: [] }]);
          };
          await hide(4, 1);
          expect(await walk(text, 1)).toEqual([other]);
          await hide(null, 1);
          expect(await find(text)).toEqual([other]);
          await put({ id, name: 'Hidden Person', version: 2, privacyVersion: 5 });
          expect((await find(text)).sort()).toEqual([id, other].sort());
        },
      );
    });

    describeNarrowing(stand);
    describeCounting(stand);
    describeWriting(stand);

    describe('hostile input', () => {
      it.each(HOSTILE.map((text) => [text.slice(0, 24), text]))(
        '%j is stored and asked without harm',
        async (_, text) => {
          const id = await put({ name: 'Rosalind', bio: text });
          await find(text);
          await find(`${text} rosalind`);
          expect(await find('rosalind')).toEqual([id]);
        },
      );

      it('a weight out of bounds is refused', async () => {
        const [document] = stand.entry({}).documents;
        if (!document) throw new Error('The stand made no document.');
        for (const weight of [0, -1, 101, Number.NaN]) {
          const documents = [{ ...document, fields: [{ text: 'x', weight }] }];
          await expect(stand.engine.index([{ ...stand.entry({}), documents }])).rejects.toThrow(RangeError);
        }
      });
    });

    it('answers a check', async () => {
      await expect(stand.engine.check()).resolves.toBeUndefined();
    });
  });
}
