// The API's half: takes an upload in, judges its bytes, promises the rest.
import { createHash } from 'node:crypto';
import type { Readable } from 'node:stream';
import { emailNotVerified, maxUnverifiedUploadBytes } from '../accounts/index.ts';
import type { Identity, Origin } from '../contracts/identity.ts';
import type { Transact } from '../outbox/index.ts';
import { AppError } from '../platform/errors.ts';
import { validationFailed } from '../platform/http/errors.ts';
import type { FileConsumer, ReceivedForm } from '../platform/http/upload.ts';
import { newId } from '../platform/ids.ts';
import type { ImageInfo } from '../platform/image/index.ts';
import { type Storage, StorageLimitError, type StoredSummary } from '../platform/storage/index.ts';
import { type ProfileRow, type ProfileRows, profileNotFound, requireUnlocked } from '../profiles/index.ts';
import { fileTooLarge, idempotencyKeyReused } from './errors.ts';
import { contentHash, originalKey } from './files.ts';
import type { FileHead, HeaderCheck } from './header.ts';
import type { UploadQuota } from './quota.ts';
import type { Crop, UploadRepository, UploadRow } from './repository.ts';

/** A file that was taken from a request, and that nobody knows of yet. */
interface KeptFile {
  readonly id: string;
  readonly key: string;
  readonly stored: StoredSummary;
  readonly head: FileHead;
}

/** An upload, and its owner's profile at that moment. */
export interface TakenUpload {
  readonly upload: UploadRow;
  readonly profile: ProfileRow;
}

/** What people say of the picture that they send. */
export interface PictureWords {
  readonly crop?: Crop;
  readonly alt?: string;
}

export interface IntakeLimits {
  /** Of the picture. */
  readonly maxBytes: number;
  readonly stallMs: number;
  readonly totalMs: number;
}

/** What an upload writes, as the tenant's rules name it. */
const avatarField = { avatar: true };

export type AvatarIntake = ReturnType<typeof createAvatarIntake>;

// Boundaries, part headers and text around the picture.
const surroundingBytes = 64 * 1024;
const mebibytes = (bytes: number) => Math.round((bytes / 1_048_576) * 10) / 10;

function requireInside({ x, y, width, height }: Crop, picture: ImageInfo): void {
  if (x + width <= picture.width && y + height <= picture.height) return;
  const message = `crop reaches beyond the picture, which is ${picture.width} × ${picture.height} pixels once it is upright`;
  throw validationFailed({ details: [{ path: 'crop', message }] });
}

export function createAvatarIntake(deps: {
  storage: Storage;
  header: HeaderCheck;
  quota: UploadQuota;
  uploads: UploadRepository;
  rows: ProfileRows;
  transact: Transact;
  limits: IntakeLimits;
  /** Is told how large what was taken in is. */
  observeUpload: (bytes: number) => void;
}) {
  const { storage, uploads, rows, transact, quota, header } = deps;

  async function requireProfile({ tenantId, userId }: Identity): Promise<void> {
    const row = await rows.findById(tenantId, userId);
    if (!row || row.deleted) throw profileNotFound();
    requireUnlocked(row, avatarField);
  }

  /** Stores a file while it arrives; whatever goes wrong, nothing of it stays. */
  function consumerFor({ userId, emailVerified }: Identity): FileConsumer<KeptFile> {
    const { maxBytes: most, stallMs, totalMs } = deps.limits;
    const maxBytes = emailVerified ? most : Math.min(most, maxUnverifiedUploadBytes);
    const tooLarge = () =>
      maxBytes < most
        ? emailNotVerified({
            message: `Confirm your e-mail address first: until then a picture may have ${mebibytes(maxBytes)} MiB at most.`,
          })
        : fileTooLarge({ message: `This file is too large: at most ${mebibytes(most)} MiB are taken.` });
    return {
      limits: { maxBytes: maxBytes + surroundingBytes, stallMs, totalMs, tooLarge },
      async keep(source: Readable) {
        const id = newId();
        const key = originalKey(userId, id);
        const head: FileHead = { bytes: Buffer.alloc(0) };
        const stream = header.passOn(source, head);
        try {
          const stored = await storage.put(key, stream, { contentType: 'application/octet-stream', maxBytes });
          return { id, key, stored, head };
        } catch (error) {
          // Whatever the storage makes of it: the stream broke off because the picture was refused.
          const refusal = stream.errored instanceof AppError ? stream.errored : error;
          throw refusal instanceof StorageLimitError ? tooLarge() : refusal;
        }
      },
      discard: ({ key }) => storage.delete(key),
    };
  }

  /** The upload that this file becomes, or the one that an earlier request with the same key has made. */
  async function register(
    identity: Identity,
    origin: Origin,
    { id, key, stored, head }: KeptFile,
    { crop, alt }: PictureWords,
    retry: { key: string | null; fingerprint: Buffer },
  ): Promise<TakenUpload> {
    const { tenantId, userId } = identity;
    const info = await header.inspect(key, stored.bytes, head);
    if (crop) requireInside(crop, info);
    const hash = contentHash(id, stored.sha256);
    const { type, width, height } = info;
    const taken = await transact(origin, async (unit) => {
      const profile = await rows.lockById(unit.tx, tenantId, userId);
      if (!profile || profile.deleted) throw profileNotFound();
      requireUnlocked(profile, avatarField);
      const before = retry.key === null ? undefined : await uploads.findByKey(userId, retry.key, unit.tx);
      if (before) return { upload: before, profile };
      await quota.requireRoom(unit.tx, identity);
      const { bytes } = stored;
      const words = { crop: crop ?? null, alt: alt ?? null };
      const retried = { idempotencyKey: retry.key, fingerprint: retry.fingerprint };
      const row = { id, tenantId, userId, hash, type, bytes, width, height, ...words, ...retried };
      unit.emit({ type: 'avatar.uploaded', tenantId, userId, uploadId: id });
      unit.record({ tenantId, userId, actorId: userId, type: 'avatar.uploaded' });
      return { upload: await uploads.insert(unit.tx, row), profile };
    });
    if (taken.upload.id === id) deps.observeUpload(stored.bytes);
    return taken;
  }

  async function accept(
    identity: Identity,
    origin: Origin,
    idempotencyKey: string | null,
    { kept, form }: ReceivedForm<KeptFile, PictureWords>,
  ): Promise<TakenUpload> {
    const { userId } = identity;
    const said = JSON.stringify([userId, kept.stored.sha256, form.crop ?? null, form.alt ?? null]);
    const fingerprint = createHash('sha256').update(said).digest();
    let taken: TakenUpload | undefined;
    try {
      taken = await register(identity, origin, kept, form, { key: idempotencyKey, fingerprint });
    } finally {
      if (taken?.upload.id !== kept.id) await storage.delete(kept.key);
    }
    if (!taken.upload.fingerprint?.equals(fingerprint)) throw idempotencyKeyReused();
    return taken;
  }

  return {
    /**
     * Takes in the picture that `receive` reads; a key that came before answers with the upload it made then.
     * @throws UPLOAD_QUOTA_EXCEEDED before anything is read; FILE_TOO_LARGE, EMAIL_NOT_VERIFIED, UNSUPPORTED_IMAGE_TYPE,
     *   IMAGE_TOO_LARGE, IMAGE_UNREADABLE, IDEMPOTENCY_KEY_REUSED; nothing is kept then
     */
    async take(
      identity: Identity,
      origin: Origin,
      idempotencyKey: string | null,
      receive: (consumer: FileConsumer<KeptFile>) => Promise<ReceivedForm<KeptFile, PictureWords>>,
    ): Promise<TakenUpload> {
      const { userId } = identity;
      const work = async () => accept(identity, origin, idempotencyKey, await receive(consumerFor(identity)));
      const [before] = await Promise.all([
        idempotencyKey === null ? undefined : uploads.findByKey(userId, idempotencyKey),
        requireProfile(identity),
      ]);
      return before ? work() : quota.whileArriving(identity, work);
    },
  };
}
