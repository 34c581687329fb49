// A Meilisearch on a free port of this machine, in memory: paths, bodies, keys, tasks and error codes as its published
// API has them. It stands in for the server where none is to be had; `MEILI_URL` runs the same tests on a real one.
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Document, valuesAt } from './meilisearch-filter.ts';
import { ApiError, createIndexes, errorBody, type KeptIndex, type TaskTraits } from './meilisearch-indexes.ts';
import { type Access, createKeys } from './meilisearch-keys.ts';
import { readFilter, searchIndex, sortDocuments } from './meilisearch-search.ts';

export interface MeilisearchTraits extends TaskTraits {
  /** How long every answer takes. */
  answerMs: number;
  /** Answers every request with this status. */
  failsWith: number | undefined;
}

interface Call {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly body: unknown;
  /** @throws ApiError */
  allow(action: string, indexUid?: string): Access;
}

interface Answer {
  readonly status: number;
  readonly body?: unknown;
}

export type MeilisearchServer = Awaited<ReturnType<typeof startMeilisearchServer>>;

const isRecord = (value: unknown): value is Document =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const ok = (body: unknown): Answer => ({ status: 200, body });
const accepted = (body: unknown): Answer => ({ status: 202, body });
const notFound = (): Answer => ({ status: 404, body: { message: 'not found' } });

function recordOf(body: unknown): Document {
  if (!isRecord(body)) throw new ApiError(400, 'bad_request', 'Invalid value type: expected an object');
  return body;
}

async function readBody(request: IncomingMessage): Promise<unknown> {
  const chunks: Buffer[] = [];
  for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk);
  const text = Buffer.concat(chunks).toString('utf8');
  if (request.method === 'GET' || request.method === 'DELETE') return undefined;
  const type = request.headers['content-type'];
  if (!type?.startsWith('application/json'))
    throw new ApiError(
      415,
      type ? 'invalid_content_type' : 'missing_content_type',
      'A Content-Type header is missing. Accepted values for the Content-Type header are: `application/json`',
    );
  if (text === '') throw new ApiError(400, 'missing_payload', 'A json payload is missing.');
  // Half a pair of surrogates is refused by the parser of the server, not by that of JavaScript.
  if (/\\ud[89ab][0-9a-f]{2}(?!\\ud[c-f])|(?<!\\ud[89ab][0-9a-f]{2})\\ud[c-f][0-9a-f]{2}/i.test(text))
    throw new ApiError(400, 'malformed_payload', 'The `json` payload provided is malformed: lone surrogate.');
  try {
    return JSON.parse(text);
  } catch {
    throw new ApiError(400, 'malformed_payload', 'The `json` payload provided is malformed.');
  }
}

/** Starts it. */
export async function startMeilisearchServer({ masterKey = 'a master key of tests' } = {}) {
  const traits: MeilisearchTraits = { answerMs: 0, failsWith: undefined, taskMs: 1, failTask: () => undefined };
  const store = createIndexes(traits);
  const keys = createKeys(masterKey);
  const calls: string[] = [];

  function page(documents: readonly Document[], parameters: Document, fields: unknown): Answer {
    const { offset = 0, limit = 20 } = parameters;
    const names = Array.isArray(fields) ? fields.map(String) : undefined;
    const only = (document: Document) =>
      names
        ? Object.fromEntries(
            names.filter((name) => valuesAt(document, name).length > 0).map((name) => [name, document[name]]),
          )
        : document;
    const results = documents.slice(Number(offset), Number(offset) + Number(limit)).map(only);
    return ok({ results, offset: Number(offset), limit: Number(limit), total: documents.length });
  }

  function fetchDocuments(index: KeptIndex, parameters: Document): Answer {
    const { ids, filter, sort, fields } = parameters;
    const isKept = readFilter(filter, index, 'invalid_document_filter');
    const wanted = Array.isArray(ids) ? new Set(ids.map(String)) : undefined;
    const found = [...index.documents].flatMap(([id, document]) =>
      isKept(document) && (wanted?.has(id) ?? true) ? [document] : [],
    );
    return page(sortDocuments(found, sort, index), parameters, fields);
  }

  function documentRoutes({ method, query, body, allow }: Call, uid: string, rest: string): Answer {
    const primaryKey = query.get('primaryKey');
    if (rest === '' && (method === 'POST' || method === 'PUT')) {
      allow('documents.add', uid);
      const documents = (Array.isArray(body) ? body : [body]).map(recordOf);
      return accepted(store.add(uid, documents, primaryKey, method === 'PUT' ? 'update' : 'replace'));
    }
    if (rest === '' && method === 'GET') {
      allow('documents.get', uid);
      const fields = query.get('fields')?.split(',');
      return page([...store.requireIndex(uid).documents.values()], Object.fromEntries(query), fields);
    }
    if (rest === '/fetch' && method === 'POST') {
      allow('documents.get', uid);
      return fetchDocuments(store.requireIndex(uid), recordOf(body));
    }
    if (method === 'DELETE' || method === 'POST') allow('documents.delete', uid);
    if (rest === '' && method === 'DELETE') return accepted(store.removeDocuments(uid, () => true));
    if (rest === '/delete-batch' && method === 'POST') {
      const ids = new Set(Array.isArray(body) ? body.map(String) : []);
      return accepted(store.removeDocuments(uid, (id) => ids.has(id)));
    }
    if (rest === '/delete' && method === 'POST') {
      const { filter } = recordOf(body);
      if (filter === undefined) throw new ApiError(400, 'missing_document_filter', 'Missing field `filter`');
      const index = store.indexes.get(uid);
      const isGone = index ? readFilter(filter, index, 'invalid_document_filter') : () => false;
      return accepted(store.removeDocuments(uid, (_id, document) => isGone(document)));
    }
    const id = decodeURIComponent(rest.slice(1));
    if (method === 'DELETE') return accepted(store.removeDocuments(uid, (present) => present === id));
    allow('documents.get', uid);
    const document = store.requireIndex(uid).documents.get(id);
    if (!document) throw new ApiError(404, 'document_not_found', `Document \`${id}\` not found.`);
    const fields = query.get('fields')?.split(',');
    return ok(
      fields ? Object.fromEntries(Object.entries(document).filter(([name]) => fields.includes(name))) : document,
    );
  }

  const describe = (uid: string, { primaryKey, createdAt }: KeptIndex) => ({
    uid,
    primaryKey,
    createdAt,
    updatedAt: createdAt,
  });

  function indexRoutes(call: Call, uid: string, rest: string): Answer {
    const { method, body, allow } = call;
    if (rest.startsWith('/documents')) return documentRoutes(call, uid, rest.slice('/documents'.length));
    if (rest === '/search' && method === 'POST') {
      const access = allow('search', uid);
      const enforced = access.filterOf(uid);
      return ok(searchIndex(store.requireIndex(uid), recordOf(body), enforced));
    }
    if (rest === '/facet-search') {
      allow('search', uid).filterOf(uid);
      if (!store.requireIndex(uid).settings.facetSearch)
        throw new ApiError(400, 'facet_search_disabled', 'The facet search is disabled for this index');
    }
    if (rest === '/settings') {
      allow(method === 'GET' ? 'settings.get' : 'settings.update', uid);
      if (method === 'GET') return ok(store.requireIndex(uid).settings);
      if (method === 'PATCH') return accepted(store.updateSettings(uid, recordOf(body)));
    }
    if (rest === '/stats' && method === 'GET') {
      allow('stats.get', uid);
      return ok({
        numberOfDocuments: store.requireIndex(uid).documents.size,
        isIndexing: false,
        fieldDistribution: {},
      });
    }
    if (rest === '' && method === 'GET') {
      allow('indexes.get', uid);
      return ok(describe(uid, store.requireIndex(uid)));
    }
    if (rest === '' && method === 'DELETE') {
      allow('indexes.delete', uid);
      return accepted(store.remove(uid));
    }
    return notFound();
  }

  function keyRoutes({ method, path, body, allow }: Call): Answer {
    const name = decodeURIComponent(path.slice('/keys/'.length));
    if (path === '/keys' && method === 'POST') {
      allow('keys.create');
      return { status: 201, body: keys.add(recordOf(body)) };
    }
    if (path === '/keys') {
      allow('keys.get');
      return ok({ results: keys.list(), offset: 0, limit: 20, total: keys.list().length });
    }
    allow(method === 'DELETE' ? 'keys.delete' : 'keys.get');
    const key = keys.find(name);
    if (!key) throw new ApiError(404, 'api_key_not_found', `API key \`${name}\` not found.`);
    if (method !== 'DELETE') return ok(key);
    keys.remove(key.uid);
    return { status: 204 };
  }

  function multiSearch({ body, allow }: Call): Answer {
    const { queries } = recordOf(body);
    if (!Array.isArray(queries)) throw new ApiError(400, 'bad_request', 'Missing field `queries`');
    const results = queries.map((query: unknown) => {
      const { indexUid, ...question } = recordOf(query);
      const uid = String(indexUid);
      return { indexUid: uid, ...searchIndex(store.requireIndex(uid), question, allow('search', uid).filterOf(uid)) };
    });
    return ok({ results });
  }

  function swap({ body, allow }: Call): Answer {
    allow('indexes.swap');
    if (!Array.isArray(body)) throw new ApiError(400, 'bad_request', 'Invalid value type: expected an array');
    const pairs = body.map((item: unknown) => {
      const { indexes, ...unknown } = recordOf(item);
      if (Object.keys(unknown).length > 0) throw new ApiError(400, 'bad_request', 'Unknown field: expected `indexes`');
      if (!Array.isArray(indexes) || indexes.length !== 2)
        throw new ApiError(400, 'invalid_swap_indexes', 'Two indexes must be given for each swap.');
      return [String(indexes[0]), String(indexes[1])] as const;
    });
    return accepted(store.swap(pairs));
  }

  function answer(call: Call): Answer {
    const { method, path, body, allow } = call;
    if (path === '/health') return ok({ status: 'available' });
    if (path === '/multi-search' && method === 'POST') return multiSearch(call);
    if (path === '/swap-indexes' && method === 'POST') return swap(call);
    if (path === '/keys' || path.startsWith('/keys/')) return keyRoutes(call);
    if (path === '/version') {
      allow('version');
      return ok({ commitSha: 'unknown', commitDate: 'unknown', pkgVersion: '1.41.0' });
    }
    if (path === '/stats') {
      allow('stats.get');
      const stats = [...store.indexes].map(([uid, { documents }]) => [uid, { numberOfDocuments: documents.size }]);
      return ok({ databaseSize: 0, usedDatabaseSize: 0, lastUpdate: null, indexes: Object.fromEntries(stats) });
    }
    if (path === '/indexes' && method === 'POST') {
      const { uid, primaryKey = null } = recordOf(body);
      if (typeof uid !== 'string') throw new ApiError(400, 'missing_index_uid', 'Missing field `uid`');
      allow('indexes.create', uid);
      return accepted(store.create(uid, typeof primaryKey === 'string' ? primaryKey : null));
    }
    if (path === '/indexes' && method === 'GET') {
      allow('indexes.get');
      const results = [...store.indexes].map(([uid, index]) => describe(uid, index));
      return ok({ results, offset: 0, limit: 20, total: results.length });
    }
    const task = /^\/tasks\/(\d+)$/.exec(path)?.[1];
    if (task) {
      allow('tasks.get');
      const kept = store.tasks.get(Number(task));
      if (!kept) throw new ApiError(404, 'task_not_found', `Task \`${task}\` not found.`);
      return ok({ ...kept, batchUid: null, canceledBy: null, details: {}, duration: null });
    }
    const [, uid, rest] = /^\/indexes\/([^/]+)(\/.*)?$/.exec(path) ?? [];
    return uid === undefined ? notFound() : indexRoutes(call, decodeURIComponent(uid), rest ?? '');
  }

  async function serve(request: IncomingMessage): Promise<Answer> {
    const { pathname: path, searchParams: query } = new URL(request.url ?? '/', 'http://meilisearch');
    const method = request.method ?? '';
    calls.push(`${method} ${path}`);
    await sleep(traits.answerMs);
    if (traits.failsWith !== undefined) return { status: traits.failsWith, body: 'not now' };
    try {
      const body = await readBody(request);
      const allow = (action: string, indexUid?: string) =>
        keys.authorize(request.headers.authorization, action, indexUid);
      return answer({ method, path, query, body, allow });
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      return { status: error.status, body: errorBody(error) };
    }
  }

  function listener(request: IncomingMessage, response: ServerResponse): void {
    serve(request).then(
      ({ status, body }) => {
        response.writeHead(status, { 'content-type': 'application/json' });
        response.end(body === undefined ? '' : JSON.stringify(body));
      },
      () => response.destroy(),
    );
  }

  const open = async (port: number): Promise<Server> => {
    const server = createServer(listener);
    await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
    return server;
  };
  let server = await open(0);
  const { port } = server.address() as AddressInfo;
  const close = async () => {
    const closed = new Promise((resolve) => server.close(resolve));
    server.closeAllConnections();
    await closed;
  };
  return {
    url: `http://127.0.0.1:${port}`,
    masterKey,
    adminKey: keys.admin.key,
    searchKey: keys.search.key,
    traits,
    /** `METHOD /path` of every request. */
    calls,
    indexes: store.indexes,
    idle: store.idle,
    keys,
    /** Takes no more connections; `start` takes them again. */
    stop: close,
    async start(): Promise<void> {
      server = await open(port);
    },
    async close(): Promise<void> {
      await close();
      await store.idle();
    },
  };
}
