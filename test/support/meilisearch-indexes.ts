// The indexes of a Meilisearch, and its tasks: accepted at once, done one after the other, with an outcome each.
import { setTimeout as sleep } from 'node:timers/promises';
import type { Document } from './meilisearch-filter.ts';

export class ApiError extends Error {
  override name = 'ApiError';
  readonly status: number;
  readonly code: string;
  constructor(status: number, code: string, message: string) {
    super(message);
    this.status = status;
    this.code = code;
  }
}

export const errorBody = ({ message, code }: ApiError) => ({
  message,
  code,
  type: ['invalid_api_key', 'missing_authorization_header', 'missing_master_key'].includes(code)
    ? 'auth'
    : 'invalid_request',
  link: `https://docs.meilisearch.com/errors#${code}`,
});

const defaultSettings = {
  displayedAttributes: ['*'],
  searchableAttributes: ['*'],
  filterableAttributes: [] as string[],
  sortableAttributes: [] as string[],
  rankingRules: ['words', 'typo', 'proximity', 'attributeRank', 'sort', 'wordPosition', 'exactness'],
  stopWords: [] as string[],
  nonSeparatorTokens: [] as string[],
  separatorTokens: [] as string[],
  dictionary: [] as string[],
  synonyms: {},
  distinctAttribute: null as string | null,
  proximityPrecision: 'byWord',
  typoTolerance: {} as {
    enabled?: boolean;
    minWordSizeForTypos?: { oneTypo?: number; twoTypos?: number };
    disableOnNumbers?: boolean;
    disableOnAttributes?: string[];
  },
  faceting: { maxValuesPerFacet: 100, sortFacetValuesBy: { '*': 'alpha' } },
  pagination: { maxTotalHits: 1000 },
  embedders: {},
  searchCutoffMs: null as number | null,
  localizedAttributes: null,
  facetSearch: true,
  prefixSearch: 'indexingTime',
};
export type KeptSettings = typeof defaultSettings;

export interface KeptIndex {
  primaryKey: string | null;
  settings: KeptSettings;
  readonly documents: Map<string, Document>;
  readonly createdAt: string;
}

export interface KeptTask {
  readonly uid: number;
  readonly indexUid: string | null;
  readonly type: string;
  status: 'enqueued' | 'processing' | 'succeeded' | 'failed' | 'canceled';
  error: ReturnType<typeof errorBody> | null;
  readonly enqueuedAt: string;
  startedAt: string | null;
  finishedAt: string | null;
}

export interface TaskTraits {
  /** How long a task takes. */
  taskMs: number;
  /** Tasks for which this gives a code fail with it. */
  failTask: (task: KeptTask) => string | undefined;
}

const DOCUMENT_ID = /^[A-Za-z0-9_-]{1,511}$/;
const isSettings = (body: Document): body is Partial<KeptSettings> =>
  Object.keys(body).every((name) => Object.hasOwn(defaultSettings, name));

export function createIndexes(traits: TaskTraits) {
  const indexes = new Map<string, KeptIndex>();
  const tasks = new Map<number, KeptTask>();
  const pending: { task: KeptTask; work: () => void }[] = [];
  let running: Promise<void> | undefined;
  let nextTask = 0;

  const requireIndex = (uid: string): KeptIndex => {
    const index = indexes.get(uid);
    if (!index) throw new ApiError(404, 'index_not_found', `Index \`${uid}\` not found.`);
    return index;
  };
  const create = (uid: string, primaryKey: string | null): KeptIndex => {
    const index = {
      primaryKey,
      settings: structuredClone(defaultSettings),
      documents: new Map(),
      createdAt: new Date().toISOString(),
    };
    indexes.set(uid, index);
    return index;
  };

  async function run(): Promise<void> {
    for (let next = pending.shift(); next; next = pending.shift()) {
      const { task, work } = next;
      task.status = 'processing';
      task.startedAt = new Date().toISOString();
      await sleep(traits.taskMs);
      try {
        const code = traits.failTask(task);
        if (code) throw new ApiError(500, code, `made to fail: ${code}`);
        work();
        task.status = 'succeeded';
      } catch (error) {
        task.status = 'failed';
        task.error = errorBody(error instanceof ApiError ? error : new ApiError(500, 'internal', String(error)));
      }
      task.finishedAt = new Date().toISOString();
    }
    running = undefined;
  }

  function enqueue(type: string, indexUid: string | null, work: () => void) {
    const task: KeptTask = {
      ...{ uid: nextTask++, indexUid, type, status: 'enqueued', error: null },
      ...{ enqueuedAt: new Date().toISOString(), startedAt: null, finishedAt: null },
    };
    tasks.set(task.uid, task);
    pending.push({ task, work });
    running ??= Promise.resolve().then(run);
    const { uid: taskUid, status, enqueuedAt } = task;
    return { taskUid, indexUid, status, type, enqueuedAt };
  }

  function keep(
    uid: string,
    documents: readonly Document[],
    primaryKey: string | null,
    mode: 'replace' | 'update',
  ): void {
    const index = indexes.get(uid) ?? create(uid, primaryKey);
    index.primaryKey ??= primaryKey ?? 'id';
    const key = index.primaryKey;
    // A batch is taken as a whole or not at all.
    for (const document of documents) {
      const id = document[key];
      if (id === undefined)
        throw new ApiError(400, 'missing_document_id', `Document doesn't have a \`${key}\` attribute`);
      if (!(Number.isInteger(id) || (typeof id === 'string' && DOCUMENT_ID.test(id))))
        throw new ApiError(400, 'invalid_document_id', `Document identifier \`${JSON.stringify(id)}\` is invalid.`);
    }
    for (const document of documents) {
      const id = String(document[key]);
      index.documents.set(id, mode === 'update' ? { ...index.documents.get(id), ...document } : document);
    }
  }

  return {
    indexes,
    tasks,
    requireIndex,

    create: (uid: string, primaryKey: string | null) => {
      if (!/^[A-Za-z0-9_-]{1,400}$/.test(uid))
        throw new ApiError(400, 'invalid_index_uid', `\`${uid}\` is not a valid index uid.`);
      return enqueue('indexCreation', uid, () => {
        if (indexes.has(uid)) throw new ApiError(400, 'index_already_exists', `Index \`${uid}\` already exists.`);
        create(uid, primaryKey);
      });
    },
    remove: (uid: string) =>
      enqueue('indexDeletion', uid, () => {
        requireIndex(uid);
        indexes.delete(uid);
      }),
    swap: (pairs: readonly (readonly [string, string])[]) => {
      const names = pairs.flat();
      if (new Set(names).size < names.length)
        throw new ApiError(
          400,
          'invalid_swap_duplicate_index_found',
          'Indexes must be declared only once during a swap.',
        );
      return enqueue('indexSwap', null, () => {
        for (const name of names) requireIndex(name);
        for (const [one, other] of pairs) {
          const [first, second] = [requireIndex(one), requireIndex(other)];
          indexes.set(one, second);
          indexes.set(other, first);
        }
      });
    },
    updateSettings: (uid: string, body: Document) => {
      if (!isSettings(body))
        throw new ApiError(400, 'bad_request', 'Unknown field: expected one of `displayedAttributes`, …');
      return enqueue('settingsUpdate', uid, () => {
        const index = indexes.get(uid) ?? create(uid, null);
        const { faceting, pagination, typoTolerance, ...others } = body;
        Object.assign(index.settings, others);
        Object.assign(index.settings.faceting, faceting);
        Object.assign(index.settings.pagination, pagination);
        Object.assign(index.settings.typoTolerance, typoTolerance);
      });
    },
    add: (uid: string, documents: readonly Document[], primaryKey: string | null, mode: 'replace' | 'update') =>
      enqueue('documentAdditionOrUpdate', uid, () => keep(uid, documents, primaryKey, mode)),
    removeDocuments: (uid: string, isGone: (id: string, document: Document) => boolean) =>
      enqueue('documentDeletion', uid, () => {
        const { documents } = requireIndex(uid);
        for (const [id, document] of documents) if (isGone(id, document)) documents.delete(id);
      }),

    /** Resolves when every task is done. */
    async idle(): Promise<void> {
      while (running) await running;
    },
  };
}
