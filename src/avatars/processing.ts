// The worker's half: variants of an accepted upload, published in one step, and the files of pictures that are gone.
import type { Transact } from '../outbox/index.ts';
import {
  DecodeStalledError,
  type ImageCodec,
  type ImageSource,
  isImageError,
  type Rendering,
} from '../platform/image/index.ts';
import type { Storage } from '../platform/storage/index.ts';
import type { AvatarRecord, ProfileRows, ProfileService } from '../profiles/index.ts';
import {
  animationName,
  animationOf,
  contentTypeOf,
  fileName,
  filesOf,
  originalKey,
  squaresOf,
  type VariantPlan,
  variantKey,
  variantPrefix,
} from './files.ts';
import type { UploadRepository, UploadRow } from './repository.ts';

export interface UploadRef {
  readonly tenantId: string;
  readonly userId: string;
  readonly uploadId: string;
}

interface VariantFile {
  readonly name: string;
  readonly bytes: Buffer;
}

/** Whether `one` had arrived after `other`. */
const isNewer = (one: Pick<AvatarRecord, 'uploadedAt' | 'uploadId'>, other: AvatarRecord): boolean =>
  one.uploadedAt === other.uploadedAt ? one.uploadId > other.uploadId : one.uploadedAt > other.uploadedAt;

const filesIn = ({ variants, animation }: Rendering): VariantFile[] => [
  ...variants.map((variant) => ({ name: fileName(variant), bytes: variant.bytes })),
  ...(animation ? [{ name: animationName(animation.size), bytes: animation.bytes }] : []),
];

const hasBegunBefore = ({ steps }: UploadRow) => steps.some(({ step }) => step === 'decoding');

export function createAvatarProcessing(deps: {
  storage: Storage;
  codec: ImageCodec;
  uploads: UploadRepository;
  rows: ProfileRows;
  profiles: Pick<ProfileService, 'setAvatar'>;
  transact: Transact;
  plan: VariantPlan;
}) {
  const { storage, codec, uploads, rows, transact, plan } = deps;

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

  /** An original in one piece: it may be large, and two of them are in memory at once. */
  async function readOriginal(userId: string, uploadId: string): Promise<Buffer | undefined> {
    const original = await storage.open(originalKey(userId, uploadId));
    if (!original) return undefined;
    const bytes = Buffer.allocUnsafeSlow(original.bytes);
    let at = 0;
    for await (const chunk of original.body) at += chunk.copy(bytes, at);
    return bytes;
  }

  async function store({ userId, hash }: UploadRow, { name, bytes }: VariantFile): Promise<void> {
    await storage.put(variantKey(userId, hash, name), bytes, { contentType: contentTypeOf(name) });
  }

  async function removeVariants({ userId, hash }: UploadRow): Promise<void> {
    for await (const { key } of storage.list(variantPrefix(userId, hash))) await storage.delete(key);
  }

  /** The last upload that was acknowledged wins: one that comes late, or was cancelled meanwhile, changes nothing. */
  async function publish(upload: UploadRow, rendering: Rendering): Promise<void> {
    const { id: uploadId, tenantId, userId } = upload;
    const record = {
      ...filesOf(upload, plan),
      uploadId,
      variants: filesIn(rendering).map(({ name }) => name),
      animated: rendering.animation ? animationName(rendering.animation.size) : null,
      thumbHash: rendering.thumbHash,
      color: rendering.dominantColor,
      uploadedAt: upload.createdAt.toISOString(),
    };
    await transact(null, async (unit) => {
      const retire = (id: string) => unit.emit({ type: 'avatar.retired', tenantId, userId, uploadId: id });
      const current = await rows.lockById(unit.tx, tenantId, userId);
      const isLate = !current || current.deleted || (current.avatar !== null && isNewer(current.avatar, record));
      const published = isLate ? undefined : await uploads.publish(unit.tx, uploadId, record);
      if (!published?.variants) {
        await uploads.finish(unit.tx, uploadId, 'superseded');
        return retire(uploadId);
      }
      await deps.profiles.setAvatar(unit, { tenantId, userId }, published.variants);
      unit.record({ tenantId, userId, type: 'avatar.published' });
      if (plan.avif) unit.emit({ type: 'avatar.published', tenantId, userId, uploadId });
      for (const id of await uploads.trimHistory(unit.tx, userId)) retire(id);
    });
  }

  async function renderAndPublish(upload: UploadRow, original: ImageSource): Promise<void> {
    const rendering = await codec.renderVariants(original, {
      squares: squaresOf(upload, plan, ['webp', 'jpeg']),
      crop: upload.crop,
      animation: animationOf(upload, plan),
    });
    for (const file of filesIn(rendering)) {
      await store(upload, file);
      await uploads.appendStep(upload.id, file.name);
    }
    await publish(upload, rendering);
  }

  /** Ends what no further attempt would change; throws what one may. */
  async function endOrRetry(upload: UploadRow, error: unknown): Promise<void> {
    const ref = { ...upload, uploadId: upload.id };
    if (isImageError(error)) return end(ref, 'rejected', error.message);
    // Once may be a machine that slept. Twice, the owner has waited long enough to be told.
    if (error instanceof DecodeStalledError && hasBegunBefore(upload)) return giveUp(ref);
    throw error;
  }

  const giveUp = (upload: UploadRef): Promise<void> =>
    end(upload, 'failed', 'This picture could not be processed. Please try again, or choose another one.');

  return {
    /** Makes and publishes the variants. Ends in ready, superseded, removed or rejected; runs twice without harm. */
    async process({ uploadId }: UploadRef): Promise<void> {
      const upload = await uploads.start(uploadId);
      if (upload) {
        const original = await readOriginal(upload.userId, uploadId);
        if (!original)
          return end({ ...upload, uploadId }, 'failed', 'The uploaded file was lost. Please upload it again.');
        await uploads.appendStep(uploadId, 'decoding');
        try {
          await renderAndPublish(upload, original);
        } catch (error) {
          return endOrRetry(upload, error);
        }
      }
      // Also when an earlier run got this far and died: the original has done its work, unless AVIF is still to come.
      const done = await uploads.find(uploadId);
      if (done && !(plan.avif && done.status === 'ready')) await storage.delete(originalKey(done.userId, uploadId));
    },

    /** Adds AVIF to a picture that is published; one that is not any more is left as it is. Runs twice without harm. */
    async addAvif({ tenantId, userId, uploadId }: UploadRef): Promise<void> {
      const upload = await uploads.find(uploadId);
      const original = upload?.variants && (await readOriginal(userId, uploadId));
      if (!upload || !original) return;
      const { variants } = await codec.renderVariants(original, {
        squares: squaresOf(upload, plan, ['avif']),
        crop: upload.crop,
      });
      const files = variants.map((variant) => ({ name: fileName(variant), bytes: variant.bytes }));
      for (const file of files) await store(upload, file);
      await transact(null, async (unit) => {
        const current = await rows.lockById(unit.tx, tenantId, userId);
        const extended = await uploads.extend(
          unit.tx,
          uploadId,
          files.map(({ name }) => name),
        );
        // Removed meanwhile, perhaps before the files of this run were there.
        if (!extended?.variants) return unit.emit({ type: 'avatar.retired', tenantId, userId, uploadId });
        if (current?.avatar?.uploadId === uploadId)
          await deps.profiles.setAvatar(unit, { tenantId, userId }, extended.variants);
      });
      await storage.delete(originalKey(userId, uploadId));
    },

    /** The last attempt is over: the owner must not wait for ever. */
    giveUp,

    /** Removes the files of an upload that is neither shown any more nor kept to be shown again. */
    async removeFiles({ userId, uploadId }: UploadRef): Promise<void> {
      const upload = await uploads.find(uploadId);
      if (!upload || upload.variants) return;
      await removeVariants(upload);
      await storage.delete(originalKey(userId, uploadId));
    },
  };
}
