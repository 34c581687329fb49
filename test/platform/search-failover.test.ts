// Two engines as one, with stand-ins for both: who is asked, and who answers.
import { createCircuitBreaker } from '../../src/platform/circuit-breaker.ts';
import { createFailoverEngine } from '../../src/platform/search/failover.ts';
import { encodeCursor } from '../../src/platform/search/meilisearch/cursor.ts';
import { InvalidCursorError, type SearchEngine, type SearchEngineName } from '../../src/platform/search/port.ts';

const question = { tenantId: 't', audience: 'public', text: 'ada', limit: 10 } as const;
const meilisearchCursor = encodeCursor(['x'], { offset: 10, anchors: [] });

function engine(name: SearchEngineName, fails: () => Error | undefined = () => undefined) {
  const asked: string[] = [];
  const act = async <T>(call: string, result: T): Promise<T> => {
    asked.push(call);
    const error = fails();
    if (error) throw error;
    return result;
  };
  const made: SearchEngine = {
    name,
    index: (entries) =>
      act(
        'index',
        entries.map(() => 'indexed' as const),
      ),
    search: () => act('search', { hits: [], engine: name }),
    findSimilar: () => act('similar', []),
    list: () => act('list', []),
    erase: () => act('erase', undefined),
    check: () => act('check', undefined),
  };
  return { ...made, asked };
}

function pair() {
  let now = 0;
  let ready = true;
  let error: Error | undefined;
  const postgres = engine('postgres');
  const meilisearch = engine('meilisearch', () => error);
  const noted: unknown[] = [];
  const failures: unknown[] = [];
  const failover = createFailoverEngine({
    postgres,
    changes: { note: async (people) => void noted.push(people) },
    meilisearch: {
      engine: meilisearch,
      mirror: { isReady: async () => ready },
      breaker: createCircuitBreaker({ failures: 3, pauseMs: 1_000, maxPauseMs: 4_000, clock: () => new Date(now) }),
      failed: (_seconds, cause) => failures.push(cause),
    },
  });
  return {
    ...{ failover, postgres, meilisearch, noted, failures },
    later: (ms: number) => {
      now += ms;
    },
    fail: (cause: Error | undefined) => {
      error = cause;
    },
    setReady: (value: boolean) => {
      ready = value;
    },
  };
}

test('Meilisearch answers, and PostgreSQL where it fails or is not whole', async () => {
  const { failover, fail, setReady, failures } = pair();
  expect((await failover.search(question)).engine).toBe('meilisearch');
  fail(new Error('late'));
  expect((await failover.search(question)).engine).toBe('postgres');
  expect(failures).toHaveLength(1);
  fail(undefined);
  setReady(false);
  expect((await failover.search(question)).engine).toBe('postgres');
});

test('after three failures in a row nobody waits for it; a trial after the pause decides', async () => {
  const { failover, meilisearch, fail, later } = pair();
  const ask = async () => (await failover.search(question)).engine;
  fail(new Error('late'));
  for (let at = 0; at < 10; at++) expect(await ask()).toBe('postgres');
  expect(meilisearch.asked).toHaveLength(3);
  later(1_000);
  expect([await ask(), await ask()]).toEqual(['postgres', 'postgres']);
  expect(meilisearch.asked).toHaveLength(4);
  later(1_000);
  await ask();
  expect(meilisearch.asked).toHaveLength(4);
  fail(undefined);
  later(1_000);
  expect([await ask(), await ask()]).toEqual(['meilisearch', 'meilisearch']);
  expect(meilisearch.asked).toHaveLength(6);
});

test('a trial whose outcome is lost is followed by another', () => {
  let now = 0;
  const breaker = createCircuitBreaker({ failures: 1, pauseMs: 10, maxPauseMs: 40, clock: () => new Date(now) });
  breaker.failed();
  now = 10;
  expect([breaker.allows(), breaker.allows()]).toEqual([true, false]);
  now = 20;
  expect(breaker.allows()).toBe(true);
});

test('a mistake of the caller is no failure', async () => {
  const { failover, fail, failures } = pair();
  fail(new InvalidCursorError());
  for (let at = 0; at < 5; at++) await expect(failover.search(question)).rejects.toThrow(InvalidCursorError);
  fail(undefined);
  expect((await failover.search(question)).engine).toBe('meilisearch');
  expect(failures).toEqual([]);
});

test('a list goes on where it began', async () => {
  const { failover, postgres, fail } = pair();
  expect((await failover.search({ ...question, cursor: 'WzEsMl0' })).engine).toBe('postgres');
  expect((await failover.search({ ...question, cursor: meilisearchCursor })).engine).toBe('meilisearch');
  fail(new Error('away'));
  await expect(failover.search({ ...question, cursor: meilisearchCursor })).rejects.toThrow(InvalidCursorError);
  expect(postgres.asked).toEqual(['search']);
});

test('writes go to PostgreSQL and are noted; erasing wants both', async () => {
  const { failover, postgres, meilisearch, noted, fail } = pair();
  expect(await failover.index([{ tenantId: 't', id: 'p', version: 1, documents: [] }])).toEqual(['indexed']);
  expect([postgres.asked, meilisearch.asked, noted]).toEqual([['index'], [], [[expect.objectContaining({ id: 'p' })]]]);
  fail(new Error('away'));
  await expect(failover.erase('t', 'p')).rejects.toThrow('away');
  expect(postgres.asked).toEqual(['index', 'erase']);
  expect(noted).toHaveLength(2);
  await expect(failover.check()).rejects.toThrow('away');
});

test('without Meilisearch its cursors are refused, and changes are noted all the same', async () => {
  const noted: unknown[] = [];
  const failover = createFailoverEngine({
    postgres: engine('postgres'),
    changes: { note: async (people) => void noted.push(people) },
  });
  await expect(failover.search({ ...question, cursor: meilisearchCursor })).rejects.toThrow(InvalidCursorError);
  expect((await failover.search(question)).engine).toBe('postgres');
  await failover.index([]);
  expect(noted).toHaveLength(1);
});
