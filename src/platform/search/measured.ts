// Measures an engine from outside: how long it takes, how often another had to answer for it, how often nobody is found.
// What people typed is counted, never kept.
import type { Metrics } from '../metrics.ts';
import { InvalidCursorError, type SearchEngine, type SearchPage, type SearchQuery } from './port.ts';

type Operation = 'index' | 'search' | 'suggest' | 'similar';

/** The same engine, each call of which leaves its measurements. */
export function measureEngine<Engine extends SearchEngine>(
  engine: Engine,
  metrics: Pick<Metrics, 'observeSearchCall' | 'countSearch' | 'countSearchFallback'>,
): Engine {
  async function timed<T>(
    operation: Operation,
    call: () => Promise<T>,
    answeredBy?: (result: T) => string,
  ): Promise<T> {
    const startedAt = performance.now();
    const observe = (outcome: 'done' | 'failed', name: string = engine.name) => {
      const seconds = (performance.now() - startedAt) / 1000;
      metrics.observeSearchCall({ engine: name, operation, outcome }, seconds);
    };
    try {
      const result = await call();
      observe('done', answeredBy?.(result));
      return result;
    } catch (error) {
      // A cursor or a limit that will not do is no fault of the engine.
      if (!(error instanceof InvalidCursorError || error instanceof RangeError)) observe('failed');
      throw error;
    }
  }

  function count(query: SearchQuery, { hits, engine: answered }: SearchPage): void {
    if (answered !== engine.name) metrics.countSearchFallback();
    // Later pages, and lists that nobody typed a word for, tell nothing about words that find nobody.
    if (query.cursor !== undefined || query.text.trim() === '') return;
    metrics.countSearch({ kind: query.namesOnly ? 'suggest' : 'search', result: hits.length > 0 ? 'hits' : 'none' });
  }

  return {
    ...engine,
    index: (entries) => timed('index', () => engine.index(entries)),
    async search(query) {
      const operation = query.namesOnly ? 'suggest' : 'search';
      const page = await timed(
        operation,
        () => engine.search(query),
        (answer) => answer.engine,
      );
      count(query, page);
      return page;
    },
    findSimilar: (query) => timed('similar', () => engine.findSimilar(query)),
  };
}
