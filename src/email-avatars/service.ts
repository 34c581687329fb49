// Pictures by the hash of an address: of people who want that, and for everybody else a drawing of the hash.
import type { Drawings, ExactPictures, PictureFile } from '../avatars/index.ts';
import type { AvatarHashes } from './hashes.ts';
import { type EmailAvatarQuery, type EmailAvatarWish, readWish } from './wish.ts';

export type EmailAvatar =
  | { readonly kind: 'picture'; readonly file: PictureFile }
  | { readonly kind: 'missing' }
  | { readonly kind: 'elsewhere'; readonly url: string };

const hexadecimal = /^(?:[0-9a-f]{32}|[0-9a-f]{64})$/;

export type EmailAvatarService = ReturnType<typeof createEmailAvatarService>;

export function createEmailAvatarService(deps: {
  hashes: Pick<AvatarHashes, 'find'>;
  drawings: Drawings;
  pictures: ExactPictures;
  /** Where a default may be, besides here. */
  defaultHosts: readonly string[];
}) {
  const { hashes, drawings, pictures } = deps;

  async function findOwn(tenantId: string, { hash, size, format }: EmailAvatarWish): Promise<PictureFile | undefined> {
    const row = hexadecimal.test(hash) ? await hashes.find(tenantId, Buffer.from(hash, 'hex')) : undefined;
    return row?.avatar ? pictures.find(row, row.avatar, size, format ?? 'jpg') : undefined;
  }

  return {
    /** Unknown, private and erased people are one to whoever asks: all get what was asked for otherwise. */
    async find(tenantId: string, file: string, query: EmailAvatarQuery): Promise<EmailAvatar> {
      const wish = readWish(file, query, deps.defaultHosts);
      const own = wish.forced ? undefined : await findOwn(tenantId, wish);
      if (own) return { kind: 'picture', file: own };
      const { otherwise } = wish;
      if (otherwise.kind !== 'drawn') return otherwise;
      const fallback = { style: otherwise.style, seed: wish.hash, name: otherwise.name };
      return { kind: 'picture', file: await drawings.draw(fallback, wish.format ?? 'png', wish.size) };
    },
  };
}
