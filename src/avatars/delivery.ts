// Serving pictures: the bytes go through the same privacy as the profile, and nobody is without a picture.
import { createHash } from 'node:crypto';
import type { Identity } from '../contracts/identity.ts';
import type { RawReply } from '../platform/http/route.ts';
import { isUuid } from '../platform/ids.ts';
import type { Storage } from '../platform/storage/index.ts';
import { includes, viewerOf } from '../privacy/index.ts';
import type { AvatarLinks, AvatarRecord, Presenter, ProfileRow, ProfileRows } from '../profiles/index.ts';
import { initialsAvatar, neutralAvatar } from './fallback.ts';
import { contentTypeOf, variantKey } from './files.ts';

export interface AddressedPicture {
  readonly userId: string;
  readonly hash: string;
  readonly file: string;
  readonly expires?: number;
  readonly signature?: string;
}

export interface PictureWish {
  /** Pixels along a side. */
  readonly size: number;
  readonly format: 'webp' | 'jpg';
}

const forever = 'public, max-age=31536000, immutable';
const shortly = 'public, max-age=300';
const never = 'private, no-store';

function picture(body: Buffer | string, type: string, caching: string, status = 200): RawReply {
  return {
    status,
    raw: body,
    contentType: type,
    headers: {
      'Cache-Control': caching,
      ETag: `"${createHash('sha256').update(body).digest('base64url').slice(0, 22)}"`,
      'Content-Security-Policy': "default-src 'none'",
      'Cross-Origin-Resource-Policy': 'cross-origin',
    },
  };
}

const svg = 'image/svg+xml';

/** One answer for absent, hidden, deleted, not yet ready and never there: a picture too, so that no page breaks. */
const nobody = (): RawReply => picture(neutralAvatar(), svg, never, 404);

/** The smallest variant that is large enough, or the largest there is. */
function chooseVariant({ variants }: AvatarRecord, { size, format }: PictureWish): string {
  const sized = variants.map((file) => ({ file, size: Number.parseInt(file, 10) })).sort((a, b) => a.size - b.size);
  const wanted = sized.filter(({ file }) => file.endsWith(`.${format}`));
  const choice = wanted.find((variant) => variant.size >= size) ?? wanted.at(-1) ?? sized.at(-1);
  if (!choice) throw new Error('an avatar without variants');
  return choice.file;
}

export type AvatarDelivery = ReturnType<typeof createAvatarDelivery>;

export function createAvatarDelivery(deps: {
  storage: Storage;
  rows: ProfileRows;
  presenter: Presenter;
  links: AvatarLinks;
}) {
  const { storage, rows, presenter, links } = deps;

  async function send(row: ProfileRow, avatar: AvatarRecord, file: string, caching: string): Promise<RawReply> {
    const object = await storage.get(variantKey(row.userId, avatar.hash, file));
    return object ? picture(object.body, contentTypeOf(file), caching) : nobody();
  }

  return {
    /** A picture by its own address: for everybody while it is public, with a fresh signature otherwise. */
    async byAddress(tenantId: string, address: AddressedPicture): Promise<RawReply> {
      const row = isUuid(address.userId) ? await rows.findById(tenantId, address.userId) : undefined;
      const avatar = row?.avatar;
      if (!row || row.deleted || avatar?.hash !== address.hash || !avatar.variants.includes(address.file))
        return nobody();
      if (presenter.audience(row, 'avatar') === 'public') return send(row, avatar, address.file, forever);
      const { expires, signature } = address;
      const isSigned =
        expires !== undefined &&
        signature !== undefined &&
        links.isSigned(row, avatar.hash, address.file, expires, signature);
      return isSigned ? send(row, avatar, address.file, never) : nobody();
    },

    /** The picture of a person as the viewer may see it: uploaded, or initials of the name that is visible. */
    async ofPerson(
      tenantId: string,
      idOrHandle: string,
      identity: Identity | undefined,
      wish: PictureWish,
    ): Promise<RawReply> {
      const row = await rows.findForViewer(tenantId, idOrHandle, identity?.userId ?? null);
      if (!row || row.deleted) return nobody();
      const viewer = viewerOf(identity, row);
      if (viewer !== 'owner' && !presenter.isFound(row, viewer)) return nobody();
      const audience = presenter.audience(row, 'avatar');
      const shared = viewer === 'anonymous' ? shortly : never;
      if (row.avatar && includes(audience, viewer))
        return send(row, row.avatar, chooseVariant(row.avatar, wish), shared);
      const { displayName, fullName, handle } = presenter.presentFor(row, viewer);
      const name = [displayName, fullName, handle].find((part) => typeof part === 'string') ?? '';
      return picture(initialsAvatar({ name, seed: row.userId }), svg, shared);
    },
  };
}
