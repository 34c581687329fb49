// Published pictures in whatever size somebody asks for, up to 2048 pixels: made from the nearest file when first asked for.
import { LRUCache } from 'lru-cache';
import { resizeSquare } from '../platform/image/index.ts';
import type { AvatarRecord, ProfileRow } from '../profiles/index.ts';
import { contentTypeOf } from './files.ts';
import { type PictureFile, pictureFile } from './picture.ts';
import { chooseVariant, type VariantFiles } from './variants.ts';

const maxKeptBytes = 16_777_216;
const keptMs = 30_000;

export type ExactPictures = ReturnType<typeof createExactPictures>;

export function createExactPictures({ files }: { files: VariantFiles }) {
  const kept = new LRUCache<string, PictureFile>({
    maxSize: maxKeptBytes,
    maxEntrySize: maxKeptBytes / 4,
    sizeCalculation: ({ body }) => body.length + 512,
    ttl: keptMs,
  });

  return {
    /** Undefined when its files are gone. A process that may not decode the file sends it as it is. */
    async find(
      owner: Pick<ProfileRow, 'userId'>,
      avatar: AvatarRecord,
      side: number,
      format: 'jpg' | 'png' | 'webp',
    ): Promise<PictureFile | undefined> {
      const key = `${owner.userId}/${avatar.hash}/${side}.${format}`;
      const known = kept.get(key);
      if (known) return known;
      // WebP keeps what shines through.
      const source = await files.find(owner, avatar, chooseVariant(avatar, side, format === 'jpg' ? 'jpg' : 'webp'));
      const bytes = source && (await resizeSquare(source.body, side, format));
      if (!bytes) return source;
      const file = pictureFile(bytes, contentTypeOf(`x.${format}`));
      kept.set(key, file);
      return file;
    },
  };
}
