// The API's half: takes an upload in, judges its bytes, promises the rest.

import type { Readable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Identity, Origin } from '../contracts/identity.ts';
import type { Transact } from '../outbox/index.ts';
import { newId } from '../platform/ids.ts';
import type { ImageCodec } from '../platform/image/index.ts';
import { type Storage, StorageLimitError, type StoredSummary } from '../platform/storage/index.ts';
import {
  type AvatarLinks,
  type Presenter,
  type ProfileRows,
  type ProfileService,
  profileNotFound,
} from '../profiles/index.ts';
import { fileTooLarge, imageUnreadable, uploadNotFound } from './errors.ts';
import { contentHash, filesOf, originalKey, type VariantPlan } from './files.ts';
import type { UploadRepository, UploadRow } from './repository.ts';

/** A file that was taken from a request, and that nobody knows of yet. */
export interface KeptFile {
  readonly id: string;
  readonly key: string;
  readonly stored: StoredSummary;
}

/** An upload as its owner sees it. */
export interface UploadView {
  readonly uploadId: string;
  readonly status: UploadRow['status'];
  readonly reason: string | null;
  readonly avatarUrl: string;
  readonly mediumUrl: string;
  readonly thumbnailUrl: string;
  readonly statusUrl: string;
  readonly uploadedAt: string;
  readonly finishedAt: string | null;
}

export type AvatarIntake = ReturnType<typeof createAvatarIntake>;

const pollMs = 150;
const isPending = ({ status }: UploadRow) => status === 'stored' || status === 'processing';

export function createAvatarIntake(deps: {
  storage: Storage;
  codec: ImageCodec;
  uploads: UploadRepository;
  rows: ProfileRows;
  presenter: Presenter;
  profiles: Pick<ProfileService, 'setAvatar'>;
  links: AvatarLinks;
  transact: Transact;
  plan: VariantPlan;
  maxBytes: number;
  publicUrl: string;
}) {
  const { storage, uploads, rows, transact } = deps;

  async function requireProfile({ tenantId, userId }: Identity) {
    const row = await rows.findById(tenantId, userId);
    if (!row || row.deleted) throw profileNotFound();
    return row;
  }

  async function view(identity: Identity, upload: UploadRow): Promise<UploadView> {
    const profile = await requireProfile(identity);
    const shared = deps.presenter.audience(profile, 'avatar') === 'public';
    return {
      uploadId: upload.id,
      status: upload.status,
      reason: upload.reason,
      ...deps.links.urlsOf(profile, filesOf(upload.hash, deps.plan), shared),
      statusUrl: `${deps.publicUrl}/api/v1/profile/avatar/status`,
      uploadedAt: upload.createdAt.toISOString(),
      finishedAt: upload.finishedAt?.toISOString() ?? null,
    };
  }

  async function store(key: string, stream: Readable): Promise<StoredSummary> {
    try {
      return await storage.put(key, stream, { contentType: 'application/octet-stream', maxBytes: deps.maxBytes });
    } catch (error) {
      if (!(error instanceof StorageLimitError)) throw error;
      const megabytes = Math.floor(deps.maxBytes / 1_048_576);
      throw fileTooLarge({ message: `This file is too large: at most ${megabytes} MiB are taken.` });
    }
  }

  async function register(identity: Identity, origin: Origin, { id, key, stored }: KeptFile): Promise<UploadRow> {
    const original = await storage.get(key);
    if (!original) throw imageUnreadable();
    const { type, width, height } = await deps.codec.inspect(original.body);
    const { tenantId, userId } = identity;
    const hash = contentHash(id, stored.sha256);
    return transact(origin, async (unit) => {
      unit.emit({ type: 'avatar.uploaded', tenantId, userId, uploadId: id });
      unit.record({ tenantId, userId, actorId: userId, type: 'avatar.uploaded' });
      return uploads.insert(unit.tx, { id, tenantId, userId, hash, type, bytes: stored.bytes, width, height });
    });
  }

  return {
    /** Stores a file while it arrives. @throws FILE_TOO_LARGE; nothing is kept then */
    async keep(identity: Identity, stream: Readable): Promise<KeptFile> {
      await requireProfile(identity);
      const id = newId();
      const key = originalKey(identity.userId, id);
      return { id, key, stored: await store(key, stream) };
    },

    discard: ({ key }: KeptFile): Promise<void> => storage.delete(key),

    /** Takes a picture in. @throws UNSUPPORTED_IMAGE_TYPE, IMAGE_TOO_LARGE, IMAGE_UNREADABLE; nothing is kept then */
    async accept(identity: Identity, origin: Origin, kept: KeptFile): Promise<UploadView> {
      let upload: UploadRow;
      try {
        upload = await register(identity, origin, kept);
      } catch (error) {
        await storage.delete(kept.key);
        throw error;
      }
      return view(identity, upload);
    },

    /** The newest upload. @throws UPLOAD_NOT_FOUND when there was none */
    async status(identity: Identity): Promise<UploadView> {
      const upload = await uploads.findLatest(identity.tenantId, identity.userId);
      if (!upload) throw uploadNotFound();
      return view(identity, upload);
    },

    /** The upload once it is finished, or as it is after `waitMs`. */
    async waitFor(identity: Identity, uploadId: string, waitMs: number): Promise<UploadView> {
      const deadline = performance.now() + waitMs;
      for (;;) {
        const upload = await uploads.find(uploadId);
        if (!upload) throw uploadNotFound();
        if (!isPending(upload) || performance.now() >= deadline) return view(identity, upload);
        await sleep(pollMs);
      }
    },

    /** Takes the picture away, and stops whatever is still on its way. @throws PROFILE_NOT_FOUND */
    async remove(identity: Identity, origin: Origin): Promise<void> {
      const { tenantId, userId } = identity;
      await transact(origin, async (unit) => {
        // Profile first, as the worker does when it publishes.
        const before = await rows.lockById(unit.tx, tenantId, userId);
        if (!before || before.deleted) throw profileNotFound();
        const cancelled = await uploads.cancelPending(unit.tx, userId);
        if (before.avatar) await deps.profiles.setAvatar(unit, { tenantId, userId }, null);
        for (const uploadId of [...cancelled, ...(before.avatar ? [before.avatar.uploadId] : [])])
          unit.emit({ type: 'avatar.retired', tenantId, userId, uploadId });
        unit.record({ tenantId, userId, actorId: userId, type: 'avatar.removed' });
      });
    },
  };
}
