// The search engines as they are configured: the index in PostgreSQL always, Meilisearch before it where there is one.
import type { Config } from '../../config/index.ts';
import { createCircuitBreaker } from '../platform/circuit-breaker.ts';
import { createSearchChanges } from '../platform/search/changes.ts';
import { createFailoverEngine } from '../platform/search/failover.ts';
import { measureEngine } from '../platform/search/measured.ts';
import { createMeilisearchEngine, createMeilisearchParts } from '../platform/search/meilisearch/engine.ts';
import { createSearchMirror } from '../platform/search/meilisearch/mirror.ts';
import { createDirectSearchTokens } from '../platform/search/meilisearch/tokens.ts';
import { createPostgresSearchEngine } from '../platform/search/postgres/engine.ts';
import {
  createDirectSearch,
  createEntrySource,
  createSearchWalks,
  liveFilter,
  searchSchema as schema,
} from '../search/index.ts';
import type { Core } from './core.ts';
import type { Platform } from './platform.ts';

/** A question that takes longer is answered by PostgreSQL. */
const askTimeoutMs = 300;
const breakerTimes = { failures: 3, pauseMs: 2_000, maxPauseMs: 15_000 };

export function createSearchEngines(config: Config, platform: Platform, core: Core) {
  const { sequelize, clock, metrics, logger } = platform;
  const { rows, presenter, reader } = core;
  const { url, apiKey, publicUrl } = config.search;
  const walks = createSearchWalks({ sequelize });
  const postgres = createPostgresSearchEngine({ sequelize, liveFilter, schema });
  const changes = createSearchChanges({ sequelize });
  const parts =
    url === undefined ? undefined : createMeilisearchParts({ sequelize, url, apiKey, schema, askTimeoutMs });
  if (!url || !parts) {
    const engine = measureEngine(createFailoverEngine({ postgres, changes }), metrics);
    return {
      engine,
      ...{ walks, engines: [engine], mirror: undefined, outside: undefined },
      directSearch: createDirectSearch({ reader, changes }),
    };
  }
  const meilisearch = createMeilisearchEngine(parts);
  const source = createEntrySource({ rows, presenter, walks });
  const mirror = createSearchMirror({ parts, changes, source, clock, logger });
  const failover = createFailoverEngine({
    postgres,
    changes,
    meilisearch: {
      engine: meilisearch,
      mirror,
      breaker: createCircuitBreaker({ ...breakerTimes, clock }),
      failed(seconds, error) {
        metrics.observeSearchCall({ engine: 'meilisearch', operation: 'attempt', outcome: 'failed' }, seconds);
        logger.warn({ err: error, ms: Math.round(seconds * 1000) }, 'Meilisearch did not answer, PostgreSQL does');
      },
    },
  });
  return {
    engine: measureEngine(failover, metrics),
    ...{ walks, engines: [postgres, meilisearch], mirror, outside: { mirror, inside: postgres } },
    directSearch: createDirectSearch({
      reader,
      changes,
      meilisearch: { mirror, tokens: createDirectSearchTokens({ ...parts, clock }), url: publicUrl ?? url },
    }),
  };
}
