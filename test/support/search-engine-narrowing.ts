// What every search engine must do with a question that is more than words: filters, orders, names, people like these.
import { randomUUID } from 'node:crypto';
import type { SearchQuery } from '../../src/platform/search/port.ts';
import type { SearchStand } from './search-stand.ts';

export function describeNarrowing(stand: SearchStand): void {
  const { put, putAll, find, walk } = stand;
  const having = (facet: string, ...anyOf: string[]) => ({ facet, anyOf });

  describe('filters', () => {
    it('want every one of them, and of each any of its values', async () => {
      const [both, go, rust] = await putAll([
        { name: 'Kiran Both', facets: { skills: ['Go', 'Rust'], location: ['Oslo'] } },
        { name: 'Kiran Go', facets: { skills: ['Go'], location: ['Zürich'] } },
        { name: 'Kiran Rust', facets: { skills: ['Rust'], location: ['Zürich'] } },
      ]);
      await put({ name: 'Kiran Nothing' });
      const asked: [string, Partial<SearchQuery>, (string | undefined)[]][] = [
        ['', { filters: [having('skills', 'Go')] }, [go, both]],
        ['', { filters: [having('skills', 'go', 'RUST')] }, [rust, go, both]],
        ['', { filters: [having('skills', 'go'), having('skills', 'rust')] }, [both]],
        ['', { filters: [having('location', 'zurich'), having('skills', 'rust')] }, [rust]],
        ['kiran', { filters: [having('location', 'ＺＵＲＩＣＨ')] }, [go, rust]],
        ['kirna', { filters: [having('skills', ' go ')] }, [both, go]],
        ['kiran rust', { filters: [having('skills', 'rust')] }, [rust]],
        ['kiran', { filters: [having('skills', 'go'), having('location', 'rome')] }, []],
        ['', { filters: [having('skills', 'rome')] }, []],
        ['', { filters: [having('skills')] }, []],
        ['', { filters: [having('skills', '\u0000', '', '\ud800')] }, []],
      ];
      for (const [text, query, ids] of asked)
        expect([text, query, await find(text, query)]).toEqual([text, query, ids]);
    });

    it('compare whole values, with their signs', async () => {
      const [c, plus, sharp, long] = await putAll([
        { facets: { skills: ['C'] } },
        { facets: { skills: ['C++'] } },
        { facets: { skills: ['C#'] } },
        { facets: { skills: [`${'deep '.repeat(60)}sea`] } },
      ]);
      await put({ facets: { skills: [`${'deep '.repeat(60)}space`] } });
      const found = (value: string) => find('', { filters: [having('skills', value)] });
      expect([await found('c'), await found('c++'), await found('C#')]).toEqual([[c], [plus], [sharp]]);
      expect(await found(`${'deep '.repeat(60)}sea`)).toEqual([long]);
      expect(await found('deep')).toEqual([]);
    });

    it('are no words: whatever is typed, a value is not found by it', async () => {
      await put({ name: 'Nobody', facets: { skills: ['Blacksmith'] } });
      for (const text of ['blacksmith', 'blacksm', 'blcaksmith', '#skills:blacksmith', 'skills', '#', 'b'])
        expect([text, await find(text)]).toEqual([text, []]);
    });

    it('keep pages whole', async () => {
      const even = [];
      for (const [at, id] of (
        await putAll(
          Array.from({ length: 12 }, (_, at) => ({ name: 'Sam', facets: { skills: [`S${at % 2}`, 'all'] } })),
        )
      ).entries())
        if (at % 2 === 0) even.push(id);
      const filters = [having('skills', 's0', 'none'), having('skills', 'all')];
      expect(await walk('sam', 2, { filters })).toEqual(even);
      expect(await walk('', 2, { filters })).toEqual(even.toReversed());
    });

    it('and orders and facets that the schema does not have are refused', async () => {
      for (const query of [{ filters: [having('shoeSize', '44')] }, { order: 'shoeSize' }, { facets: ['shoeSize'] }])
        await expect(find('x', query)).rejects.toThrow(RangeError);
    });
  });

  describe('orders', () => {
    it('put everybody in their place who has one, and go by pages', async () => {
      const [zoe, adam, ebba, omar] = await putAll([
        { name: 'Zoe', orders: { name: 'Zoë', fans: 5 } },
        { name: 'Adam', orders: { name: 'Adam', fans: -3.5 } },
        { name: 'Ebba', orders: { name: 'éBBA', fans: 5 } },
        { name: 'Omar', orders: { name: 'Omar', fans: 1_200_000 } },
      ]);
      const nameless = await put({ name: 'Nameless' });
      for (const limit of [1, 2, 20]) {
        expect(await walk('', limit, { order: 'name' })).toEqual([adam, ebba, omar, zoe]);
        expect(await walk('', limit, { order: 'fans' })).toEqual([omar, ebba, zoe, adam]);
        expect(await walk('', limit, { order: 'joined' })).toEqual([]);
      }
      expect(await find('', {})).toContain(nameless);
    });

    it('hold for words and filters, too', async () => {
      const people = await putAll(
        Array.from({ length: 9 }, (_, at) => ({
          ...{ name: at % 3 === 0 ? 'Robert Ray' : 'Robin Ray', orders: { fans: at % 4 } },
          facets: { verified: [String(at % 2 === 0)] },
        })),
      );
      const expected = (kept: (at: number) => boolean) =>
        people
          .map((id, at) => ({ id, at }))
          .filter(({ at }) => kept(at))
          .sort((a, b) => (b.at % 4) - (a.at % 4) || b.at - a.at)
          .map(({ id }) => id);
      for (const limit of [1, 4]) {
        const query = { order: 'fans' };
        expect(await walk('robin', limit, query)).toEqual(expected((at) => at % 3 !== 0));
        expect(await walk('ray robert', limit, query)).toEqual(expected((at) => at % 3 === 0));
        const filters = [having('verified', 'true')];
        expect(await walk('', limit, { ...query, filters })).toEqual(expected((at) => at % 2 === 0));
        expect(await walk('robin', limit, { ...query, filters })).toEqual(
          expected((at) => at % 2 === 0 && at % 3 !== 0),
        );
      }
    });

    it('follow what is written anew', async () => {
      const [first, second] = await putAll([{ orders: { fans: 1 } }, { orders: { fans: 2 } }]);
      expect(await find('', { order: 'fans' })).toEqual([second, first]);
      await put({ ...(first !== undefined && { id: first }), version: 2, orders: { fans: 3 } });
      expect(await find('', { order: 'fans' })).toEqual([first, second]);
      await put({ ...(first !== undefined && { id: first }), version: 3 });
      expect(await find('', { order: 'fans' })).toEqual([second]);
    });
  });

  it('looks at names only, where it is told to', async () => {
    const named = await put({ name: 'Marina Silva', bio: 'sailor' });
    const told = await put({ name: 'Someone Else', bio: 'lives at the marina, loves silva trees' });
    for (const text of ['mar', 'm', 'marina', 'mraina', 'marina silva', 'sil mar'])
      expect([text, await find(text, { namesOnly: true })]).toEqual([text, [named]]);
    expect(await find('sailor', { namesOnly: true })).toEqual([]);
    expect(await find('marina')).toEqual([named, told]);
    await put({ id: named, name: 'Renamed', bio: 'marina', version: 2 });
    expect(await find('marina', { namesOnly: true })).toEqual([]);
  });

  it('leaves out whom the question excludes', async () => {
    const [first, second, third] = await putAll(
      Array.from({ length: 3 }, () => ({ name: 'Alex Doe', facets: { skills: ['Go'] }, orders: { fans: 1 } })),
    );
    const excludedIds = [second ?? '', randomUUID()];
    for (const text of ['', 'alex', 'alex doe', 'aelx'])
      expect([text, (await walk(text, 1, { excludedIds })).sort()]).toEqual([text, [first, third]]);
    expect(await walk('', 1, { excludedIds, order: 'fans' })).toEqual([third, first]);
    expect(await walk('', 1, { excludedIds, filters: [having('skills', 'go')] })).toEqual([third, first]);
  });

  describe('people like these', () => {
    const similar = (traits: Record<string, string[]>, query: object = {}) =>
      stand.engine.findSimilar({ tenantId: stand.tenantId, audience: 'public', traits, limit: 10, ...query });

    it('share most first, and it says what they share', async () => {
      const [one, two, none] = await putAll([
        { facets: { skills: ['Go', 'Rust', 'C'], location: ['Rome'] } },
        { privacyVersion: 4, facets: { skills: ['go', 'RUST'], location: ['Oslo'] } },
        { facets: { skills: ['Cooking'] } },
      ]);
      const traits = { skills: ['GO', 'rust', 'Basic'], location: ['oslo'] };
      expect(await similar(traits)).toEqual([
        { id: two, privacyVersion: 4, shared: { skills: ['GO', 'rust'], location: ['oslo'] } },
        { id: one, privacyVersion: 1, shared: { skills: ['GO', 'rust'] } },
      ]);
      expect((await similar(traits, { limit: 1 })).map(({ id }) => id)).toEqual([two]);
      expect((await similar(traits, { excludedIds: [two] })).map(({ id }) => id)).toEqual([one]);
      expect((await similar(traits, { filters: [having('location', 'rome')] })).map(({ id }) => id)).toEqual([one]);
      expect(await similar(traits, { audience: 'authenticated' })).toEqual([]);
      expect(await similar(traits, { tenantId: randomUUID() })).toEqual([]);
      expect((await similar({ skills: ['cooking'] })).map(({ id }) => id)).toEqual([none]);
      expect(await similar({ skills: ['knitting'] })).toEqual([]);
      expect(await similar({})).toEqual([]);
    });

    it('are found by fifty traits, and the rest is left', async () => {
      const id = await put({ facets: { skills: ['last', 'first'] } });
      const skills = ['first', ...Array.from({ length: 60 }, (_, at) => `skill ${at}`), 'last'];
      expect(await similar({ skills })).toEqual([{ id, privacyVersion: 1, shared: { skills: ['first'] } }]);
      await expect(similar({ shoeSize: ['44'] })).rejects.toThrow(RangeError);
    });
  });
}
