// The files of published pictures: which of them suits a request, and their bytes. What is asked for again within moments is
// not read again; the address has been judged before.
import { LRUCache } from 'lru-cache';
import type { Storage } from '../platform/storage/index.ts';
import type { AvatarRecord, ProfileRow } from '../profiles/index.ts';
import { contentTypeOf, variantKey } from './files.ts';
import { type PictureFile, pictureFile } from './picture.ts';

export const photoFormats = ['webp', 'jpg', 'avif'] as const;
export type PhotoFormat = (typeof photoFormats)[number];

const extensionOf = (file: string): string => file.slice(file.lastIndexOf('.') + 1);
const isStill =
  ({ animated }: AvatarRecord) =>
  (file: string) =>
    file !== animated;

/** The formats that a picture is there in. */
export const formatsOf = ({ variants }: AvatarRecord): PhotoFormat[] =>
  photoFormats.filter((format) => variants.some((file) => extensionOf(file) === format));

/** The smallest file that is large enough, or the largest there is. */
export function chooseVariant(avatar: AvatarRecord, size: number, format: PhotoFormat): string {
  const sized = avatar.variants
    .filter(isStill(avatar))
    .map((file) => ({ file, size: Number.parseInt(file, 10) }))
    .sort((a, b) => a.size - b.size);
  const wanted = sized.filter(({ file }) => extensionOf(file) === format);
  const choice = wanted.find((variant) => variant.size >= size) ?? wanted.at(-1) ?? sized.at(-1);
  if (!choice) throw new Error('an avatar without variants');
  return choice.file;
}

const maxKeptBytes = 33_554_432;
const keptMs = 30_000;

export type VariantFiles = ReturnType<typeof createVariantFiles>;

export function createVariantFiles({ storage }: { storage: Pick<Storage, 'get'> }) {
  const kept = new LRUCache<string, PictureFile>({
    maxSize: maxKeptBytes,
    maxEntrySize: maxKeptBytes / 16,
    sizeCalculation: ({ body }) => body.length + 512,
    ttl: keptMs,
  });

  return {
    /** Undefined when the file is gone. */
    async find(
      { userId }: Pick<ProfileRow, 'userId'>,
      avatar: AvatarRecord,
      file: string,
    ): Promise<PictureFile | undefined> {
      const key = variantKey(userId, avatar.hash, file);
      const known = kept.get(key);
      if (known) return known;
      const object = await storage.get(key);
      if (!object) return undefined;
      const found = pictureFile(object.body, contentTypeOf(file), `${avatar.hash}-${file}`);
      kept.set(key, found);
      return found;
    },
  };
}
