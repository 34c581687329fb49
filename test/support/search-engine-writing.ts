// What every search engine must do when it is written to: versions, many at once, and what it says it holds.
import { randomUUID } from 'node:crypto';
import { v7 as uuidv7 } from 'uuid';
import type { SearchStand } from './search-stand.ts';

export function describeWriting(stand: SearchStand): void {
  const { put, find } = stand;
  const engine = () => stand.engine;

  describe('versions', () => {
    it('replaces what was there and ignores what is older', async () => {
      const id = await put({ name: 'Before', version: 1 });
      await put({ id, name: 'After', version: 3 });
      expect(await find('before')).toEqual([]);
      const late = { ...stand.entry({ id, version: 2 }), documents: [] };
      expect(await engine().index([late])).toEqual(['stale']);
      await put({ id, name: 'Between', version: 2 });
      expect(await find('between')).toEqual([]);
      expect(await find('after')).toEqual([id]);
    });

    it('takes the same version twice, but no older privacy', async () => {
      const id = await put({ name: 'Twice', version: 4, privacyVersion: 7 });
      await put({ id, name: 'Twice Again', version: 4, privacyVersion: 7 });
      expect(await find('again')).toEqual([id]);
      await put({ id, name: 'Leaked', version: 4, privacyVersion: 6 });
      await stand.setLive(id, 7);
      expect(await find('leaked')).toEqual([]);
      expect(await find('again')).toEqual([id]);
    });

    it('drops an audience that has no document any more', async () => {
      const id = await put({ name: 'Shy', audiences: ['public', 'authenticated'] });
      await put({ id, name: 'Shy', version: 2, audiences: ['authenticated'] });
      expect(await find('shy')).toEqual([]);
      expect(await find('')).toEqual([]);
      expect(await find('shy', { audience: 'authenticated' })).toEqual([id]);
    });

    it('remembers a removal, until the person is erased', async () => {
      const id = await put({ name: 'Gone', version: 5 });
      expect(await engine().index([{ ...stand.entry({ id, version: 6 }), documents: [] }])).toEqual(['indexed']);
      await put({ id, name: 'Gone', version: 5 });
      expect(await find('gone')).toEqual([]);
      await engine().erase(stand.tenantId, id);
      await put({ id, name: 'Gone', version: 1 });
      expect(await find('gone')).toEqual([id]);
      await engine().erase(stand.tenantId, id);
      expect(await find('gone')).toEqual([]);
      expect(await find('')).toEqual([]);
    });

    it('ends at the newest version when many arrive at once, for one person and for many', async () => {
      const ids = Array.from({ length: 6 }, () => uuidv7());
      const jobs = Array.from({ length: 8 }, (_, version) =>
        ids.map((id, index) =>
          put({
            id,
            version: ((version * 5 + index) % 8) + 1,
            name: `Racer${(version * 5 + index) % 8} shared words`,
          }),
        ),
      );
      await Promise.all(jobs.flat());
      expect((await find('racer7 words')).sort()).toEqual([...ids].sort());
      expect(await find('racer3')).toEqual([]);
    });
  });

  describe('many entries at once', () => {
    it('are written as one by one, each with its own outcome', async () => {
      const [known, other] = [uuidv7(), uuidv7()];
      await put({ id: known, name: 'Known', version: 5 });
      await stand.setLive(other, 1);
      const outcomes = await engine().index([
        stand.entry({ id: other, name: 'Before', version: 1 }),
        stand.entry({ id: known, name: 'Late', version: 4 }),
        stand.entry({ id: other, name: 'After', version: 2 }),
        stand.entry({ id: other, name: 'Between', version: 1 }),
      ]);
      expect(outcomes).toEqual(['indexed', 'stale', 'indexed', 'stale']);
      for (const [text, ids] of Object.entries({ known: [known], late: [], before: [], after: [other], between: [] }))
        expect([text, await find(text)]).toEqual([text, ids]);
    });

    it('may be of several tenants, or none', async () => {
      expect(await engine().index([])).toEqual([]);
      const [here, there] = [uuidv7(), uuidv7()];
      await stand.setLive(here, 1);
      await stand.setLive(there, 1);
      const elsewhere = randomUUID();
      await engine().index([
        stand.entry({ id: here, name: 'Twin' }),
        { ...stand.entry({ id: there, name: 'Twin' }), tenantId: elsewhere },
      ]);
      expect(await find('twin')).toEqual([here]);
      expect(await find('twin', { tenantId: elsewhere })).toEqual([there]);
    });

    it('leave nothing when one of them is refused', async () => {
      const bad = stand.entry({ name: 'Refused', facets: { shoeSize: ['44'] } });
      await expect(engine().index([stand.entry({ name: 'Innocent' }), bad])).rejects.toThrow(RangeError);
      expect(await engine().list(stand.tenantId, null, 10)).toEqual([]);
    });
  });

  it('lists what it holds, by id, with the versions it was made from', async () => {
    const [first, second, third] = await stand.putAll([
      { version: 3, privacyVersion: 2, audiences: ['public', 'authenticated'] },
      { version: 1, audiences: ['authenticated'] },
      { version: 7 },
    ]);
    await engine().index([{ ...stand.entry({ id: uuidv7(), version: 9 }), documents: [] }]);
    const entries = await engine().list(stand.tenantId, null, 2);
    expect(
      entries.map((entry) => ({
        ...entry,
        documents: [...entry.documents].sort((a, b) => (a.audience < b.audience ? 1 : -1)),
      })),
    ).toEqual([
      {
        ...{ id: first, version: 3 },
        documents: [
          { audience: 'public', privacyVersion: 2 },
          { audience: 'authenticated', privacyVersion: 2 },
        ],
      },
      { id: second, version: 1, documents: [{ audience: 'authenticated', privacyVersion: 1 }] },
    ]);
    expect((await engine().list(stand.tenantId, second ?? null, 5)).map(({ id }) => id)).toEqual([third]);
    expect(await engine().list(randomUUID(), null, 5)).toEqual([]);
  });
}
