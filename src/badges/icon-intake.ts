// The API's half of uploaded icons: takes a picture in, judges its bytes, promises the rest; and gives finished ones out.
import type { Readable } from 'node:stream';
import { caching, type FileHead, fileTooLarge, type HeaderCheck, pictureReply } from '../avatars/index.ts';
import { actorOf } from '../contracts/audit.ts';
import type { Identity, Origin } from '../contracts/identity.ts';
import type { Transact, UnitOfWork } from '../outbox/index.ts';
import { AppError } from '../platform/errors.ts';
import type { RawReply } from '../platform/http/route.ts';
import type { FileConsumer } from '../platform/http/upload.ts';
import { newId } from '../platform/ids.ts';
import { unsupportedImageType } from '../platform/image/errors.ts';
import type { ImageType } from '../platform/image/index.ts';
import { type Storage, StorageLimitError } from '../platform/storage/index.ts';
import { badgeIconNotFound, badgeNotFound } from './errors.ts';
import { fileOf, iconsOf, keyOf, originalKey } from './icon-files.ts';
import type { BadgeIconRows, IconRow, IconStatus } from './icon-rows.ts';
import type { BadgePresenter } from './presenter.ts';

export interface IconView {
  /** Of the last upload; `none` where there was none. */
  readonly status: IconStatus | 'none';
  readonly reason: string | null;
  readonly iconUrl: string | null;
}

/** A picture that was taken from a request, and that nobody knows of yet. */
export interface KeptIcon {
  readonly id: string;
}

const maxBytes = 1_048_576;
// Boundaries and headers around the picture.
const surroundingBytes = 64 * 1024;
const types: readonly ImageType[] = ['png', 'jpeg', 'webp'];

const tooLarge = () => fileTooLarge({ message: 'This file is too large: an icon may have 1 MiB at most.' });
const wrongType = () =>
  unsupportedImageType({
    message: 'An icon must be a PNG, JPEG or WebP picture. SVG is not taken: such files may hold scripts.',
  });

/** The error to answer with, for what storing and judging a picture has come to. */
function refusalOf(stream: Readable, error: unknown): unknown {
  const refusal = stream.errored instanceof AppError ? stream.errored : error;
  if (refusal instanceof StorageLimitError) return tooLarge();
  return refusal instanceof AppError && refusal.code === unsupportedImageType.code ? wrongType() : refusal;
}

export type BadgeIcons = ReturnType<typeof createBadgeIcons>;

export function createBadgeIcons(deps: {
  rows: BadgeIconRows;
  storage: Storage;
  header: HeaderCheck;
  presenter: Pick<BadgePresenter, 'iconUrl'>;
  transact: Transact;
  arrival: { readonly stallMs: number; readonly totalMs: number };
}) {
  const { rows, storage, header, transact } = deps;

  const view = ({ status, reason, iconFile }: IconRow): IconView => ({
    status: status ?? 'none',
    reason,
    iconUrl: deps.presenter.iconUrl(iconFile),
  });

  /** Stores a picture while it arrives. @throws FILE_TOO_LARGE, UNSUPPORTED_IMAGE_TYPE, IMAGE_TOO_LARGE, IMAGE_UNREADABLE; nothing of it stays then */
  const consumer: FileConsumer<KeptIcon> = {
    limits: { maxBytes: maxBytes + surroundingBytes, ...deps.arrival, tooLarge },
    async keep(source) {
      const id = newId();
      const key = originalKey(id);
      const head: FileHead = { bytes: Buffer.alloc(0) };
      const stream = header.passOn(source, head);
      try {
        const { bytes } = await storage.put(key, stream, { contentType: 'application/octet-stream', maxBytes });
        const { type } = await header.inspect(key, bytes, head);
        if (!types.includes(type)) throw wrongType();
        return { id };
      } catch (error) {
        await storage.delete(key);
        throw refusalOf(stream, error);
      }
    },
    discard: ({ id }) => storage.delete(originalKey(id)),
  };

  /** @throws BADGE_NOT_FOUND */
  async function requireBadge({ tenantId }: Identity, slug: string): Promise<IconRow> {
    const row = await rows.find(tenantId, slug);
    if (!row) throw badgeNotFound();
    return row;
  }

  /** @throws BADGE_NOT_FOUND */
  async function lockBadge(unit: UnitOfWork, { tenantId }: Identity, slug: string): Promise<IconRow> {
    const row = await rows.lock(unit.tx, tenantId, slug);
    if (!row) throw badgeNotFound();
    return row;
  }

  function audit(unit: UnitOfWork, by: Identity, slug: string, icon: 'uploaded' | 'built-in') {
    const { tenantId } = by;
    const target = { type: 'badge', id: slug } as const;
    unit.audit({ tenantId, action: 'badges.icon-changed', actor: actorOf(by), target, after: { icon } });
  }

  const register = (by: Identity, slug: string, iconId: string, origin: Origin): Promise<IconView> =>
    transact(origin, async (unit) => {
      const { tenantId } = by;
      const before = await lockBadge(unit, by, slug);
      // Whoever sends another one before the first is ready wants the second.
      if (before.iconUpload !== null && before.status === 'processing')
        unit.emit({ type: 'badge.icon-retired', tenantId, iconId: before.iconUpload });
      const row = await rows.begin(unit.tx, tenantId, slug, iconId);
      if (!row) throw badgeNotFound();
      unit.emit({ type: 'badge.icon-uploaded', tenantId, iconId });
      audit(unit, by, slug, 'uploaded');
      return view(row);
    });

  return {
    /** How far the last upload is. @throws BADGE_NOT_FOUND */
    status: async (by: Identity, slug: string): Promise<IconView> => view(await requireBadge(by, slug)),

    /** Takes in the picture that `receive` reads. @throws BADGE_NOT_FOUND before anything is read, and as a picture is refused */
    async upload(
      by: Identity,
      slug: string,
      receive: (consumer: FileConsumer<KeptIcon>) => Promise<KeptIcon>,
      origin: Origin,
    ): Promise<IconView> {
      await requireBadge(by, slug);
      const kept = await receive(consumer);
      try {
        return await register(by, slug, kept.id, origin);
      } catch (error) {
        await consumer.discard(kept);
        throw error;
      }
    },

    /** Shows the built-in icon again. @throws BADGE_NOT_FOUND */
    remove: (by: Identity, slug: string, origin: Origin): Promise<void> =>
      transact(origin, async (unit) => {
        const before = await lockBadge(unit, by, slug);
        if (before.iconUpload === null) return;
        await rows.clear(unit.tx, by.tenantId, slug);
        for (const iconId of iconsOf(before)) unit.emit({ type: 'badge.icon-retired', tenantId: by.tenantId, iconId });
        audit(unit, by, slug, 'built-in');
      }),

    /** The address of the icon that is shown now. @throws BADGE_ICON_NOT_FOUND */
    async locate(tenantId: string, slug: string): Promise<string> {
      const iconUrl = deps.presenter.iconUrl((await rows.find(tenantId, slug))?.iconFile ?? null);
      if (iconUrl === null) throw badgeIconNotFound();
      return iconUrl;
    },

    /** A finished icon, for everybody who has its address. @throws BADGE_ICON_NOT_FOUND */
    async read(iconId: string, name: string): Promise<RawReply> {
      const object = await storage.get(keyOf(fileOf(iconId, name)));
      if (!object) throw badgeIconNotFound();
      const file = { body: object.body, contentType: object.contentType, etag: `"${name}"` };
      return pictureReply(file, { caching: caching.forever });
    },
  };
}
