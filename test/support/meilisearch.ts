// An index in Meilisearch for a test, built and empty: in the server that MEILI_URL names, or in one of our own.
import { randomBytes, randomUUID } from 'node:crypto';
import { Sequelize } from 'sequelize';
import { beginBuilding, finishBuilding } from '../../src/platform/search/meilisearch/building.ts';
import { createMeilisearchEngine, createMeilisearchParts } from '../../src/platform/search/meilisearch/engine.ts';
import { nextUid } from '../../src/platform/search/meilisearch/indexing.ts';
import type { SearchSchema } from '../../src/platform/search/port.ts';
import { createTestDatabase } from './database.ts';
import { startMeilisearchServer } from './meilisearch-server.ts';
import { standSchema } from './search-stand.ts';

const askTimeoutMs = 5_000;

export type OpenMeilisearch = Awaited<ReturnType<typeof openMeilisearch>>;

async function findServer() {
  const { MEILI_URL: url, MEILI_API_KEY: apiKey } = process.env;
  if (url) return { url, apiKey, own: undefined };
  const own = await startMeilisearchServer();
  return { url: own.url, apiKey: own.adminKey, own };
}

/** `server` is undefined where the tests run on a real one. */
export async function openMeilisearch(schema: SearchSchema = standSchema) {
  const { url, apiKey, own } = await findServer();
  const database = await createTestDatabase();
  const sequelize = new Sequelize(database.url, { logging: false });
  const indexUid = `cameo-test-${randomBytes(6).toString('hex')}`;
  const parts = createMeilisearchParts({ sequelize, url, apiKey, schema, askTimeoutMs, indexUid });
  return {
    server: own,
    parts,
    sequelize,
    engine: createMeilisearchEngine(parts),
    /** Makes the index; until then there is none. */
    async build(): Promise<void> {
      await beginBuilding(parts);
      const { building } = await parts.states.find();
      await finishBuilding(parts, building ?? randomUUID());
    },
    async close(): Promise<void> {
      for (const uid of [indexUid, nextUid(indexUid)]) await parts.client.deleteIndexIfExists(uid);
      await sequelize.close();
      await database.drop();
      await own?.close();
    },
  };
}
