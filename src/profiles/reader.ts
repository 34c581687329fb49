// Reads of profiles: presented once per kind of viewer, kept ready to send, forgotten at the change.
import { createHash } from 'node:crypto';
import { LRUCache } from 'lru-cache';
import type { Identity } from '../contracts/identity.ts';
import type { ChangeFeed } from '../platform/changes.ts';
import type { Clock } from '../platform/clock.ts';
import { entityTag } from '../platform/http/conditional.ts';
import { isUuid } from '../platform/ids.ts';
import { type Viewer, viewerOf } from '../privacy/index.ts';
import { maxKeptSeconds } from './avatar-links.ts';
import type { Presenter } from './presenter.ts';
import type { ProfileRow, ProfileRows } from './row.ts';

/** A profile as one kind of viewer gets it, in the success envelope. */
export interface ReadyProfile {
  readonly userId: string;
  readonly json: string;
  readonly etag: string;
}

const maxEntries = 20_000;
/** `own` is what an owner manages, `owner` how an owner sees the profile among others. */
type Reading = Viewer | 'own';
const readings: readonly Reading[] = ['own', 'anonymous', 'member', 'owner', 'admin'];

export type ProfileReader = ReturnType<typeof createProfileReader>;

export function createProfileReader(deps: {
  rows: ProfileRows;
  presenter: Presenter;
  changes: ChangeFeed;
  cacheTtlSeconds: number;
  clock: Clock;
}) {
  const { rows, presenter, changes } = deps;
  const enabled = deps.cacheTtlSeconds > 0;
  const ready = new LRUCache<string, { profile: ReadyProfile | undefined }>({
    max: maxEntries,
    ttl: Math.min(deps.cacheTtlSeconds, maxKeptSeconds) * 1000,
    perf: { now: () => deps.clock().getTime() },
  });
  const loading = new Map<string, Promise<ReadyProfile | undefined>>();

  const forget = (person: string) => {
    for (const reading of readings) {
      ready.delete(`${person}/${reading}`);
      // A load that began before the change may have read the old row: nobody may join it or keep what it brings.
      loading.delete(`${person}/${reading}`);
    }
  };
  changes.subscribe({
    changed: (topic) => forget(topic.slice(topic.indexOf(':') + 1)),
    gap() {
      ready.clear();
      loading.clear();
    },
  });

  function present(row: ProfileRow | undefined, reading: Reading): ReadyProfile | undefined {
    if (!row || row.deleted || (reading !== 'own' && !presenter.isFound(row, reading))) return undefined;
    const data = reading === 'own' ? presenter.presentOwn(row) : presenter.presentFor(row, reading);
    const json = JSON.stringify({ success: true, data });
    const digest = createHash('sha256').update(json).digest('base64url').slice(0, 12);
    return { userId: row.userId, json, etag: entityTag(row.version, digest) };
  }

  async function readById(tenantId: string, userId: string, reading: Reading): Promise<ReadyProfile | undefined> {
    if (!enabled || !changes.connected()) return present(await rows.findById(tenantId, userId), reading);
    const key = `${tenantId}/${userId}/${reading}`;
    const hit = ready.get(key);
    if (hit) return hit.profile;
    const flight = loading.get(key);
    if (flight) return flight;
    const load = rows
      .findById(tenantId, userId)
      .then((row) => {
        const profile = present(row, reading);
        if (loading.get(key) === load) ready.set(key, { profile });
        return profile;
      })
      .finally(() => {
        if (loading.get(key) === load) loading.delete(key);
      });
    loading.set(key, load);
    return load;
  }

  return {
    readOwn: (identity: Identity): Promise<ReadyProfile | undefined> =>
      readById(identity.tenantId, identity.userId, 'own'),

    /** By id or handle; undefined for whoever the viewer may not know of. */
    async readOther(
      tenantId: string,
      idOrHandle: string,
      identity: Identity | undefined,
    ): Promise<ReadyProfile | undefined> {
      if (isUuid(idOrHandle)) {
        const userId = idOrHandle.toLowerCase();
        return readById(tenantId, userId, viewerOf(identity, { tenantId, userId }));
      }
      const row = await rows.findByHandle(tenantId, idOrHandle);
      return row && present(row, viewerOf(identity, row));
    },
  };
}
