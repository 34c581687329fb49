// Builds an index beside the one that answers, and puts it in its place without a gap: made, set, filled, marked,
// swapped. Each step can be done again by whoever finds it half done.
import { randomUUID } from 'node:crypto';
import type { EnqueuedTask, Meilisearch } from 'meilisearch';
import { orUndefinedWhere } from './failures.ts';
import { type IndexingParts, nextUid } from './indexing.ts';
import { buildSettings, settingsVersion } from './settings.ts';
import { isReady, type MirrorState } from './state.ts';
import { settleTasks } from './tasks.ts';

// Of no tenant and audience: no question finds it.
const MARK_ID = 'mark';

const done = async (client: Meilisearch, task: Promise<EnqueuedTask>): Promise<void> =>
  settleTasks(client, [await task]);

/** The mark of the index that has this name; undefined where there is no such index, or one that nobody finished. */
async function findMark(client: Meilisearch, uid: string): Promise<string | undefined> {
  const find = () =>
    orUndefinedWhere('document_not_found', async () => {
      const { mark }: { mark?: unknown } = await client.index(uid).getDocument(MARK_ID, { fields: ['mark'] });
      return typeof mark === 'string' ? mark : undefined;
    });
  return orUndefinedWhere('index_not_found', find);
}

/** Takes stock: is the index the one that was finished last, and of this version? Resolves to the state as it is then. */
export async function inspect({ client, states, indexUid }: IndexingParts): Promise<MirrorState> {
  const state = await states.find();
  const mark = await findMark(client, indexUid);
  if (state.building !== null && mark === state.building) {
    // Swapped, and whoever did it came no further.
    await states.change({ live: mark, liveSettings: state.buildingSettings, building: null });
  } else if (state.live !== null && mark !== state.live) {
    await states.change({ live: null, liveSettings: null });
  }
  return states.find();
}

/** Makes an empty index of the present settings; from then on every write goes to it as well. */
export async function beginBuilding(parts: IndexingParts): Promise<void> {
  const { client, states, indexUid, schema } = parts;
  const uid = nextUid(indexUid);
  await states.change({ building: null });
  await removeIndex(client, uid);
  await done(client, client.createIndex(uid, { primaryKey: 'id' }));
  await done(client, client.index(uid).updateSettings(buildSettings(schema)));
  await states.change({
    building: randomUUID(),
    buildingSettings: settingsVersion,
    fillTenantId: null,
    fillAfter: null,
  });
}

/** Puts the filled index in its place. Writes wait meanwhile, so that each is before or behind the swap. */
export async function finishBuilding(parts: IndexingParts, mark: string): Promise<void> {
  const { client, states, indexUid } = parts;
  const uid = nextUid(indexUid);
  await done(client, client.index(uid).addDocuments([{ id: MARK_ID, mark }], { primaryKey: 'id' }));
  // A swap wants two; the task of one that is there already fails, which is as good.
  await orUndefinedWhere('index_already_exists', () =>
    done(client, client.createIndex(indexUid, { primaryKey: 'id' })),
  );
  // Not tried again by itself: a second swap would undo the first.
  await parts.sequelize.transaction(async (tx) => {
    await states.findForSwap(tx);
    await done(client, swap(client, indexUid, uid));
    await states.change({ live: mark, liveSettings: settingsVersion, building: null }, tx);
  });
  await removeIndex(client, uid);
}

/** Not the client's own call: it wants `rename`, which servers before 1.18 refuse. */
const swap = (client: Meilisearch, one: string, other: string): Promise<EnqueuedTask> =>
  client.httpRequest.post<EnqueuedTask>({ path: 'swap-indexes', body: [{ indexes: [one, other] }] });

/** Whether an index is to be built: there is none that may be asked, and none on its way that will do. */
export const needsBuilding = (state: MirrorState): boolean =>
  !isReady(state) && !(state.building !== null && state.buildingSettings === settingsVersion);

async function removeIndex(client: Meilisearch, uid: string): Promise<void> {
  await orUndefinedWhere('index_not_found', () => done(client, client.deleteIndex(uid)));
}
