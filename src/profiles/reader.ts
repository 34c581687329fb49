// Reads of profiles: presented once per kind of viewer, kept ready to send, forgotten at the change.
import { createHash } from 'node:crypto';
import { LRUCache } from 'lru-cache';
import type { MemberRights } from '../accounts/index.ts';
import type { Identity } from '../contracts/identity.ts';
import { permissionsOf } from '../contracts/permissions.ts';
import type { ChangeFeed } from '../platform/changes.ts';
import type { Clock } from '../platform/clock.ts';
import { entityTag } from '../platform/http/conditional.ts';
import { isUuid } from '../platform/ids.ts';
import { presentPreferences } from '../preferences/index.ts';
import { type Viewer, viewerOf } from '../privacy/index.ts';
import { maxSignedKeptSeconds } from './avatar-links.ts';
import type { Blocks } from './blocks.ts';
import type { Presenter } from './presenter.ts';
import type { ProfileRow, ProfileRows } from './row.ts';

/** A profile as one kind of viewer gets it, in the success envelope. */
export interface ReadyProfile {
  readonly userId: string;
  readonly json: string;
  readonly etag: string;
  /** Whether outside search engines may list it. */
  readonly isIndexable: boolean;
}

/** What a handle of former days leads to: the handle of today, or the id. */
export interface MovedProfile {
  readonly movedTo: string;
}

const maxEntries = 20_000;
/** The id of a member who has blocked nobody and is blocked by nobody. */
const nobodyInParticular = '00000000-0000-0000-0000-000000000000';
const anyMember: MemberRights = { roles: ['user'], permissions: permissionsOf(['user'], []), emailVerified: true };
/** `own` is what an owner manages, `owner` how an owner sees the profile among others. */
type Reading = Viewer | 'own';
const readings: readonly Reading[] = ['own', 'anonymous', 'member', 'owner', 'admin'];

export type ProfileReader = ReturnType<typeof createProfileReader>;

export function createProfileReader(deps: {
  rows: ProfileRows;
  presenter: Presenter;
  changes: ChangeFeed;
  blocks: Pick<Blocks, 'peopleHiddenFrom' | 'hasBlocked'>;
  /** The rights of an account of this tenant that may sign in. */
  findRights: (tenantId: string, userId: string) => Promise<MemberRights | undefined>;
  cacheTtlSeconds: number;
  clock: Clock;
}) {
  const { rows, presenter, changes, blocks } = deps;
  const enabled = deps.cacheTtlSeconds > 0;
  const ready = new LRUCache<string, { profile: ReadyProfile | undefined }>({
    max: maxEntries,
    ttl: deps.cacheTtlSeconds * 1000,
    perf: { now: () => deps.clock().getTime() },
  });
  const hidden = new LRUCache<string, Promise<ReadonlySet<string>>>({
    max: maxEntries,
    ttl: deps.cacheTtlSeconds * 1000,
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
  const forgetAll = () => {
    ready.clear();
    hidden.clear();
    loading.clear();
  };
  changes.subscribe({
    changed(topic) {
      if (topic.startsWith('tenant:')) return forgetAll();
      const person = topic.slice(topic.indexOf(':') + 1);
      if (topic.startsWith('blocks:')) hidden.delete(person);
      else forget(person);
    },
    gap: forgetAll,
  });

  /** A reply with signed addresses goes before they do. */
  function keptMs(row: ProfileRow | undefined): number {
    const isSigned = row?.avatar && presenter.audience(row, 'avatar') !== 'public';
    return (isSigned ? Math.min(deps.cacheTtlSeconds, maxSignedKeptSeconds) : deps.cacheTtlSeconds) * 1000;
  }

  function present(row: ProfileRow | undefined, reading: Reading): ReadyProfile | undefined {
    if (!row || row.deleted || (reading !== 'own' && !presenter.isFound(row, reading))) return undefined;
    const data = reading === 'own' ? presenter.presentOwn(row) : presenter.presentFor(row, reading);
    const json = JSON.stringify({ success: true, data });
    const digest = createHash('sha256').update(json).digest('base64url').slice(0, 12);
    // To others the version would tell of every change that they cannot see.
    const isOwners = reading === 'own' || reading === 'owner';
    const etag = isOwners ? entityTag(row.version, digest) : `"${digest}"`;
    return { userId: row.userId, json, etag, isIndexable: presentPreferences(row.preferences).privacy.indexable };
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
        if (loading.get(key) === load) ready.set(key, { profile }, { ttl: keptMs(row) });
        return profile;
      })
      .finally(() => {
        if (loading.get(key) === load) loading.delete(key);
      });
    loading.set(key, load);
    return load;
  }

  /** Everybody whom this viewer blocks or is blocked by; remembered, and forgotten with every block. */
  async function peopleHiddenFrom(identity: Identity): Promise<ReadonlySet<string>> {
    if (!enabled || !changes.connected()) return blocks.peopleHiddenFrom(identity.userId);
    const key = `${identity.tenantId}/${identity.userId}`;
    let known = hidden.get(key);
    if (!known) {
      known = blocks.peopleHiddenFrom(identity.userId);
      hidden.set(key, known);
    }
    try {
      return await known;
    } catch (error) {
      hidden.delete(key);
      throw error;
    }
  }

  async function readKnown(tenantId: string, userId: string, identity: Identity | undefined) {
    const viewer = viewerOf(identity, { tenantId, userId });
    // Whoever is blocked is read, too: absent, hidden and blocked take equally long.
    const profile = await readById(tenantId, userId, viewer);
    return identity && viewer !== 'owner' && (await peopleHiddenFrom(identity)).has(userId) ? undefined : profile;
  }

  async function readOther(
    tenantId: string,
    idOrHandle: string,
    identity: Identity | undefined,
  ): Promise<ReadyProfile | MovedProfile | undefined> {
    if (enabled && isUuid(idOrHandle)) return readKnown(tenantId, idOrHandle.toLowerCase(), identity);
    const row = await rows.findForViewer(tenantId, idOrHandle, identity?.userId ?? null);
    const profile = row && present(row, viewerOf(identity, row));
    if (!row || !profile || isUuid(idOrHandle) || row.handle === idOrHandle.toLowerCase()) return profile;
    return { movedTo: row.handle ?? row.userId };
  }

  return {
    readOwn: (identity: Identity): Promise<ReadyProfile | undefined> =>
      readById(identity.tenantId, identity.userId, 'own'),

    /**
     * The owner's profile exactly as somebody else gets it: everybody, any member, or one person. A person is taken for one
     * without roles and blocks of their own: who administers, and who has blocked the owner, are not the owner's to know.
     */
    async readOwnAs(identity: Identity, viewAs: string): Promise<ReadyProfile | MovedProfile | undefined> {
      const { tenantId, userId } = identity;
      if (viewAs === 'public') return readOther(tenantId, userId, undefined);
      const member = { ...identity, userId: nobodyInParticular, ...anyMember };
      if (viewAs === 'authenticated') return readOther(tenantId, userId, member);
      const [rights, isBlocked] = await Promise.all([
        deps.findRights(tenantId, viewAs),
        blocks.hasBlocked(userId, viewAs),
      ]);
      if (isBlocked) return undefined;
      return readOther(tenantId, userId, { ...member, emailVerified: rights?.emailVerified ?? true });
    },

    /** By id or handle; undefined for whoever the viewer may not know of. */
    readOther,

    peopleHiddenFrom,
  };
}
