// What every search engine must do about totals and facets, about those who are hidden, and about depth.
import { v7 as uuidv7 } from 'uuid';
import { maxSearchDepth, type SearchQuery } from '../../src/platform/search/port.ts';
import type { PersonInput, SearchStand } from './search-stand.ts';

export function describeCounting(stand: SearchStand): void {
  const { put, putAll, ask } = stand;
  const facets = ['skills', 'location'];
  const counts = async (text: string, query: Partial<SearchQuery> = {}) => {
    const { total, facets: counted } = await ask(text, { facets, ...query });
    return { total, ...counted };
  };

  describe('facets', () => {
    it('count what matches, however it is written, and show it as most do', async () => {
      const [first] = await putAll([
        { name: 'Ana', facets: { skills: ['javascript', 'Go', 'GO'], location: ['São Paulo'] } },
        { name: 'Ana', facets: { skills: ['JavaScript'] } },
        { name: 'Ana', facets: { skills: ['JavaScript', 'Rust'] } },
        { name: 'Ben', facets: { skills: ['JAVASCRIPT', 'Go'], location: ['Sao Paulo'] } },
      ]);
      const common = stand.capabilities.showsCommonestSpelling ? 'JavaScript' : expect.stringMatching(/^javascript$/i);
      expect(await counts('ana')).toEqual({
        total: { count: 3, isExact: true },
        skills: [
          { value: common, count: 3 },
          { value: 'Go', count: 1 },
          { value: 'Rust', count: 1 },
        ],
        location: [{ value: 'São Paulo', count: 1 }],
      });
      expect(await counts('', { filters: [{ facet: 'location', anyOf: ['sao paulo'] }] })).toMatchObject({
        total: { count: 2, isExact: true },
        location: [{ count: 2 }],
      });
      expect(await counts('', { limit: 1 })).toMatchObject({ total: { count: 4, isExact: true } });
      expect(await counts('ana', { order: 'name' })).toMatchObject({ total: { count: 3, isExact: true } });
      expect(await counts('ana', { excludedIds: [first ?? ''] })).toEqual({
        total: { count: 2, isExact: true },
        skills: [
          { value: common, count: 2 },
          { value: 'Rust', count: 1 },
        ],
        location: [],
      });
    });

    it('are counted only where they are asked for', async () => {
      await put({ name: 'Ana', facets: { skills: ['Go'] } });
      const none = await ask('ana');
      expect([none.total, none.facets]).toEqual([undefined, undefined]);
      const total = await ask('ana', { facets: [] });
      expect([total.total, total.facets]).toEqual([{ count: 1, isExact: true }, {}]);
      expect(await counts('nobody')).toEqual({ total: { count: 0, isExact: true }, skills: [], location: [] });
      expect(await counts('...')).toEqual({ total: { count: 0, isExact: true }, skills: [], location: [] });
    });

    it('show the twenty most frequent values', async () => {
      await putAll(
        Array.from({ length: 30 }, (_, at) => ({
          facets: { skills: Array.from({ length: at + 1 }, (__, number) => `Skill ${number}`) },
        })),
      );
      const page = await ask('', { facets: ['skills'] });
      expect(page.facets?.skills).toEqual(
        Array.from({ length: 20 }, (_, at) => ({ value: `Skill ${at}`, count: 30 - at })),
      );
    });
  });

  it('tells nothing of what is hidden, by no hit, count, value, order or likeness', async () => {
    await putAll(
      Array.from({ length: 6 }, (_, at) => ({
        ...{ name: `Hugo Visible${at}`, bio: 'gardener' },
        facets: { skills: at % 2 === 0 ? ['Gardening', 'Chess'] : ['gardening'], location: ['Rome'] },
        orders: { name: `Hugo ${at}`, fans: at },
      })),
    );
    const queries: [string, Partial<SearchQuery>][] = [
      '',
      'hugo',
      'h',
      'hgo',
      'hugo gardener',
      'secretly',
      'gard',
    ].flatMap((text): [string, Partial<SearchQuery>][] => [
      [text, { limit: 4 }],
      [text, { namesOnly: true }],
      [text, { order: 'fans', limit: 4 }],
      [text, { order: 'name' }],
      [text, { filters: [{ facet: 'skills', anyOf: ['gardening'] }], limit: 3 }],
      [text, { filters: [{ facet: 'skills', anyOf: ['espionage'] }] }],
    ]);
    const everything = async () => {
      const answers = [];
      for (const [text, query] of queries) answers.push([text, query, await ask(text, { ...query, facets })]);
      const traits = { skills: ['gardening', 'espionage'], location: ['rome'] };
      answers.push(await stand.engine.findSimilar({ tenantId: stand.tenantId, audience: 'public', traits, limit: 5 }));
      return answers;
    };
    const before = await everything();
    const spy: PersonInput = {
      ...{ id: uuidv7(), name: 'Hugo Secretly', bio: 'secretly a gardener', privacyVersion: 3 },
      facets: { skills: ['GARDENING', 'Espionage', 'chess'], location: ['rome'] },
      orders: { name: 'Hugo 3', fans: 3 },
    };
    const id = await put(spy);
    expect(await everything()).not.toEqual(before);
    await stand.setLive(id, 4);
    if (!stand.capabilities.hidesAtOnce)
      await stand.engine.index([{ ...stand.entry({ ...spy, version: 1 }), documents: [] }]);
    expect(await everything()).toEqual(before);
    await stand.engine.index([{ ...stand.entry({ id, version: 2 }), documents: [] }]);
    expect(await everything()).toEqual(before);
  });

  it('shows a thousand hits of one question, and says when it has not counted all', async () => {
    await putAll(Array.from({ length: maxSearchDepth + 5 }, () => ({ name: 'Legion' })));
    const ids = await stand.walk('legion', 100);
    expect([ids.length, new Set(ids).size]).toEqual([maxSearchDepth, maxSearchDepth]);
    expect(await stand.walk('', 90)).toHaveLength(maxSearchDepth);
    expect(await counts('legion', { facets: [] })).toEqual({ total: { count: maxSearchDepth + 5, isExact: true } });
  }, 60_000);
}
