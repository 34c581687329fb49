// The blocks that people add to their profiles.
import type { Identity, Origin } from '../contracts/identity.ts';
import type { ActivityChanges, Transact } from '../outbox/index.ts';
import type { Tx } from '../platform/db/sequelize.ts';
import { newId } from '../platform/ids.ts';
import { type Audience, viewerOf } from '../privacy/index.ts';
import { type Presenter, type ProfileRows, profileNotFound } from '../profiles/index.ts';
import { extensionNotFound, orderIncomplete, tooManyExtensions } from './errors.ts';
import { presentExtensions } from './presenter.ts';
import type { ExtensionRepository, ExtensionRow } from './repository.ts';
import type { ExtensionTypes } from './types.ts';

const maxExtensions = 50;

export interface NewExtension {
  readonly extensionType: string;
  readonly extensionData: unknown;
  readonly audience?: Audience;
  /** Absent: behind the others. */
  readonly sortOrder?: number;
}

const contentOf = ({ extensionType, extensionData, audience }: ExtensionRow) => ({
  extensionType,
  extensionData,
  audience,
});

export type ExtensionService = ReturnType<typeof createExtensionService>;

export function createExtensionService(deps: {
  repository: ExtensionRepository;
  types: ExtensionTypes;
  rows: ProfileRows;
  presenter: Presenter;
  transact: Transact;
  allowPublic: boolean;
}) {
  const { repository, types, rows, presenter } = deps;

  /** One writer of a person’s blocks at a time, so that they can be counted. @throws PROFILE_NOT_FOUND */
  function write<T>(
    identity: Identity,
    origin: Origin,
    type: `extension.${'created' | 'updated' | 'removed'}` | 'extensions.reordered',
    work: (tx: Tx, current: readonly ExtensionRow[]) => Promise<{ result: T; changes: ActivityChanges }>,
  ): Promise<T> {
    const { tenantId, userId } = identity;
    return deps.transact(origin, async (unit) => {
      const profile = await rows.lockById(unit.tx, tenantId, userId);
      if (!profile || profile.deleted) throw profileNotFound();
      const { result, changes } = await work(unit.tx, await repository.ofPerson(identity, unit.tx));
      unit.record({ tenantId, userId, actorId: userId, type, changes });
      return result;
    });
  }

  return {
    /** A person’s own blocks, in order. @throws PROFILE_NOT_FOUND */
    async listOwn(identity: Identity): Promise<ExtensionRow[]> {
      const profile = await rows.findById(identity.tenantId, identity.userId);
      if (!profile || profile.deleted) throw profileNotFound();
      return repository.ofPerson(identity);
    },

    /** The blocks of a profile that the viewer may read. @throws PROFILE_NOT_FOUND as the profile itself does */
    async listOf(tenantId: string, idOrHandle: string, identity: Identity | undefined) {
      const profile = await rows.findForViewer(tenantId, idOrHandle, identity?.userId ?? null);
      const viewer = profile && viewerOf(identity, profile);
      if (!profile || !viewer || !presenter.isFound(profile, viewer)) throw profileNotFound();
      return presentExtensions(await repository.ofPerson(profile), profile, viewer, deps.allowPublic);
    },

    /** @throws VALIDATION_FAILED, TOO_MANY_EXTENSIONS, PROFILE_NOT_FOUND */
    create(identity: Identity, origin: Origin, extension: NewExtension): Promise<ExtensionRow> {
      const { extensionType, extensionData, audience = 'private' } = extension;
      return write(identity, origin, 'extension.created', async (tx, current) => {
        if (current.length >= maxExtensions) throw tooManyExtensions();
        await types.requireValid(tx, identity.tenantId, extensionType, extensionData);
        const sortOrder = extension.sortOrder ?? (current.at(-1)?.sortOrder ?? -1) + 1;
        const content = { extensionType, extensionData, audience, sortOrder };
        const row = await repository.insert(tx, identity, newId(), content);
        return { result: row, changes: { extension: { from: null, to: contentOf(row) } } };
      });
    },

    /** Writes the given parts and leaves the others. @throws VALIDATION_FAILED, EXTENSION_NOT_FOUND, PROFILE_NOT_FOUND */
    update(identity: Identity, origin: Origin, id: string, changes: Partial<NewExtension>): Promise<ExtensionRow> {
      return write(identity, origin, 'extension.updated', async (tx, current) => {
        const before = current.find((row) => row.id === id);
        if (!before) throw extensionNotFound();
        const content = { ...before, ...changes };
        // A block that a newer schema refuses can still be hidden or moved.
        if ('extensionType' in changes || 'extensionData' in changes)
          await types.requireValid(tx, identity.tenantId, content.extensionType, content.extensionData);
        const row = await repository.update(tx, identity, id, content);
        return { result: row, changes: { extension: { from: contentOf(before), to: contentOf(row) } } };
      });
    },

    /** @throws EXTENSION_NOT_FOUND, PROFILE_NOT_FOUND */
    remove(identity: Identity, origin: Origin, id: string): Promise<void> {
      return write(identity, origin, 'extension.removed', async (tx, current) => {
        const before = current.find((row) => row.id === id);
        if (!before) throw extensionNotFound();
        await repository.remove(tx, identity, id);
        return { result: undefined, changes: { extension: { from: contentOf(before), to: null } } };
      });
    },

    /** Puts the blocks into the order of `ids`. @throws ORDER_INCOMPLETE, PROFILE_NOT_FOUND */
    reorder(identity: Identity, origin: Origin, ids: readonly string[]): Promise<ExtensionRow[]> {
      return write(identity, origin, 'extensions.reordered', async (tx, current) => {
        const named = new Set(ids);
        if (named.size !== current.length || !current.every(({ id }) => named.has(id))) throw orderIncomplete();
        await repository.reorder(tx, identity, ids);
        const order = { from: current.map(({ id }) => id), to: ids };
        return { result: await repository.ofPerson(identity, tx), changes: { order } };
      });
    },
  };
}
