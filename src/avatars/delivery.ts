// Serving pictures: the bytes go through the same privacy as the profile, and nobody is without a picture.
import type { Identity } from '../contracts/identity.ts';
import type { DrawingFormat } from '../platform/drawing/index.ts';
import type { RawReply } from '../platform/http/route.ts';
import { includes, viewerOf } from '../privacy/index.ts';
import type { AvatarLinks, AvatarRecord, Presenter, ProfileRow, ProfileRows } from '../profiles/index.ts';
import type { Drawings } from './drawings.ts';
import type { FallbackStyle } from './fallback.ts';
import type { PictureOwners } from './owners.ts';
import { caching, type PictureReplyOptions, pictureReply } from './picture.ts';
import { chooseVariant, formatsOf, type PhotoFormat, type VariantFiles } from './variants.ts';

export interface AddressedPicture {
  readonly id: string;
  readonly hash: string;
  readonly file: string;
  readonly expires?: number;
  readonly signature?: string;
}

export interface PictureWish {
  /** Pixels along a side. */
  readonly size: number;
  /** Without it, `accepts` decides. */
  readonly format?: PhotoFormat | DrawingFormat;
  /** Whether a picture that moves may do so. */
  readonly animated?: boolean;
  /** What to draw where no picture is shown; else as the owner chose. */
  readonly style?: FallbackStyle;
  /** The media type that the requester likes best, or false. */
  readonly accepts: (types: string[]) => string | false;
}

// By media type, the one to send first where the requester does not care.
const photoTypes: Record<PhotoFormat, string> = { webp: 'image/webp', jpg: 'image/jpeg', avif: 'image/avif' };
const drawnTypes = { webp: 'image/webp', png: 'image/png', jpg: 'image/jpeg' } as const;
const svg = 'image/svg+xml';

function formatBy<Format extends string>(
  types: Readonly<Record<Format, string>>,
  offered: readonly Format[],
  { format, accepts }: Pick<PictureWish, 'format' | 'accepts'>,
): Format | undefined {
  const named = offered.find((one) => one === format);
  if (named) return named;
  const liked = accepts(offered.map((one) => types[one]));
  return offered.find((one) => types[one] === liked) ?? offered[0];
}

function drawnFormat(wish: PictureWish): DrawingFormat {
  if (wish.format === 'svg' || (wish.format === undefined && wish.accepts([svg]))) return 'svg';
  return formatBy(drawnTypes, ['webp', 'png', 'jpg'], wish) ?? 'png';
}

// Of which format, which person and to whom.
const vary = 'Accept, Authorization';

export type AvatarDelivery = ReturnType<typeof createAvatarDelivery>;

export function createAvatarDelivery(deps: {
  files: VariantFiles;
  drawings: Drawings;
  owners: PictureOwners;
  rows: ProfileRows;
  presenter: Presenter;
  links: AvatarLinks;
}) {
  const { files, drawings, owners, rows, presenter, links } = deps;

  /** One answer for absent, hidden, deleted, not yet ready and never there: a picture too, so that no page breaks. */
  async function nobody(format: DrawingFormat, side: number, options: { vary?: string } = {}): Promise<RawReply> {
    const silhouette = await drawings.draw({ style: 'mp', seed: '' }, format, side);
    return pictureReply(silhouette, { caching: caching.never, status: 404, ...options });
  }

  async function send(row: ProfileRow, avatar: AvatarRecord, file: string, options: PictureReplyOptions) {
    const found = await files.find(row, avatar, file);
    return found && pictureReply(found, options);
  }

  /** A picture that the address names, with who may keep it; undefined unless the address is good at this moment. */
  async function findAddressed({ id, hash, file, expires, signature }: AddressedPicture) {
    const row = await owners.find(id);
    if (!row?.active || row.deleted) return undefined;
    const isNamed = (avatar: AvatarRecord | null | undefined) =>
      avatar?.hash === hash &&
      (avatar.id === id || row.userId === id) &&
      (avatar.variants.includes(file) || avatar.animated === file);
    const isShown = isNamed(row.avatar);
    if (row.avatar && isShown && presenter.audience(row, 'avatar') === 'public')
      return { row, avatar: row.avatar, caching: caching.forever };
    if (expires === undefined || signature === undefined) return undefined;
    if (!links.isSigned(row, { id, hash, file }, expires, signature)) return undefined;
    const avatar = isShown ? row.avatar : await owners.findKept(row.userId, id);
    return avatar && isNamed(avatar) ? { row, avatar, caching: caching.never } : undefined;
  }

  function nameFor(row: ProfileRow, viewer: Parameters<Presenter['presentFor']>[1]): string {
    const { displayName, fullName, handle } = presenter.presentFor(row, viewer);
    return [displayName, fullName, handle].find((part) => typeof part === 'string') ?? '';
  }

  async function sendPhoto(row: ProfileRow, avatar: AvatarRecord, wish: PictureWish, options: PictureReplyOptions) {
    const format = formatBy(photoTypes, formatsOf(avatar), wish) ?? 'webp';
    const moving = wish.animated ? avatar.animated : undefined;
    return send(row, avatar, moving ?? chooseVariant(avatar, wish.size, format), options);
  }

  return {
    /** A picture by its own address: for everybody while it is public, with a fresh signature otherwise. */
    async byAddress(address: AddressedPicture): Promise<RawReply> {
      const found = await findAddressed(address);
      const reply = found && (await send(found.row, found.avatar, address.file, found));
      return reply ?? nobody('svg', 0);
    },

    /** The picture of a person as the viewer may see it: uploaded, or drawn with no more of the name than is visible. */
    async ofPerson(
      tenantId: string,
      idOrHandle: string,
      identity: Identity | undefined,
      wish: PictureWish,
    ): Promise<RawReply> {
      const row = await rows.findForViewer(tenantId, idOrHandle, identity?.userId ?? null);
      const viewer = row && viewerOf(identity, row);
      if (!row || !viewer || row.deleted || (viewer !== 'owner' && !presenter.isFound(row, viewer)))
        return nobody(drawnFormat(wish), wish.size, { vary });
      const options = { caching: viewer === 'anonymous' ? caching.shortly : caching.never, vary };
      const isVisible = row.avatar && includes(presenter.audience(row, 'avatar'), viewer);
      const photo = row.avatar && isVisible ? await sendPhoto(row, row.avatar, wish, options) : undefined;
      if (photo) return photo;
      const style = wish.style ?? row.preferences.avatarStyle ?? 'initials';
      const fallback = { style, seed: row.userId, name: nameFor(row, viewer) };
      return pictureReply(await drawings.draw(fallback, drawnFormat(wish), wish.size), options);
    },
  };
}
