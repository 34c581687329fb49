// The worker's half: variants of an accepted upload, published in one step, and the files of pictures that are gone.
import type { Transact } from '../outbox/index.ts';
import { type ImageCodec, isImageError, type Rendering } from '../platform/image/index.ts';
import type { Storage } from '../platform/storage/index.ts';
import type { AvatarRecord, ProfileRows, ProfileService } from '../profiles/index.ts';
import { contentTypeOf, fileName, originalKey, type VariantPlan, variantKey, variantPrefix } from './files.ts';
import type { UploadRepository, UploadRow } from './repository.ts';

const quality = 85;

export interface UploadRef {
  readonly tenantId: string;
  readonly userId: string;
  readonly uploadId: string;
}

/** Whether `one` had arrived after `other`. */
const isNewer = (one: AvatarRecord, other: AvatarRecord): boolean =>
  one.uploadedAt === other.uploadedAt ? one.uploadId > other.uploadId : one.uploadedAt > other.uploadedAt;

export function createAvatarProcessing(deps: {
  storage: Storage;
  codec: ImageCodec;
  uploads: UploadRepository;
  rows: ProfileRows;
  profiles: Pick<ProfileService, 'setAvatar'>;
  transact: Transact;
  plan: VariantPlan;
}) {
  const { storage, uploads, rows, transact, plan } = deps;

  /** Ends an upload without a picture; its owner reads why. */
  async function end(upload: UploadRef, status: 'rejected' | 'failed', reason: string): Promise<void> {
    await transact(null, async (unit) => {
      const ended = await uploads.finish(unit.tx, upload.uploadId, status, reason);
      if (!ended) return;
      const { tenantId, userId, uploadId } = upload;
      unit.record({ tenantId, userId, type: `avatar.${status}` });
      unit.emit({ type: 'avatar.refused', tenantId, userId, uploadId });
    });
  }

  async function storeVariants({ userId, hash }: UploadRow, { variants }: Rendering): Promise<void> {
    for (const variant of variants) {
      const file = fileName(variant);
      await storage.put(variantKey(userId, hash, file), variant.bytes, { contentType: contentTypeOf(file) });
    }
  }

  /** The last upload that was acknowledged wins: one that comes late, or was cancelled meanwhile, changes nothing. */
  async function publish(upload: UploadRow, rendering: Rendering): Promise<void> {
    const { id, tenantId, userId, hash } = upload;
    const avatar: AvatarRecord = {
      uploadId: id,
      hash,
      variants: rendering.variants.map(fileName),
      thumbnail: plan.thumbnail,
      medium: plan.medium,
      large: plan.large,
      thumbHash: rendering.thumbHash,
      color: rendering.dominantColor,
      uploadedAt: upload.createdAt.toISOString(),
    };
    await transact(null, async (unit) => {
      const current = await rows.lockById(unit.tx, tenantId, userId);
      const isLate = !current || current.deleted || (current.avatar !== null && isNewer(current.avatar, avatar));
      const finished = await uploads.finish(unit.tx, id, isLate ? 'superseded' : 'ready');
      if (isLate || !finished) {
        unit.emit({ type: 'avatar.retired', tenantId, userId, uploadId: id });
        return;
      }
      await deps.profiles.setAvatar(unit, { tenantId, userId }, avatar);
      unit.record({ tenantId, userId, type: 'avatar.published' });
      if (current.avatar) unit.emit({ type: 'avatar.retired', tenantId, userId, uploadId: current.avatar.uploadId });
    });
  }

  return {
    /** Makes and publishes the variants. Ends in ready, superseded, removed or rejected; runs twice without harm. */
    async process({ uploadId }: UploadRef): Promise<void> {
      const upload = await uploads.start(uploadId);
      if (upload) {
        const original = await storage.get(originalKey(upload.userId, uploadId));
        if (!original)
          return end({ ...upload, uploadId }, 'failed', 'The uploaded file was lost. Please upload it again.');
        try {
          const rendering = await deps.codec.renderVariants(original.body, { squares: plan.squares, quality });
          await storeVariants(upload, rendering);
          await publish(upload, rendering);
        } catch (error) {
          if (!isImageError(error)) throw error;
          return end({ ...upload, uploadId }, 'rejected', error.message);
        }
      }
      // Also when an earlier run got this far and died: the original has done its work.
      const done = upload ?? (await uploads.find(uploadId));
      if (done) await storage.delete(originalKey(done.userId, uploadId));
    },

    /** The last attempt is over: the owner must not wait for ever. */
    giveUp: (upload: UploadRef): Promise<void> =>
      end(upload, 'failed', 'This picture could not be processed. Please try again, or choose another one.'),

    /** Removes the files of an upload that is not shown any more. */
    async removeFiles({ tenantId, userId, uploadId }: UploadRef): Promise<void> {
      const [upload, profile] = await Promise.all([uploads.find(uploadId), rows.findById(tenantId, userId)]);
      if (!upload || profile?.avatar?.uploadId === uploadId) return;
      for await (const { key } of storage.list(variantPrefix(userId, upload.hash))) await storage.delete(key);
      await storage.delete(originalKey(userId, uploadId));
    },
  };
}
