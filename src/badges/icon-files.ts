// Where the files of an uploaded icon are kept, and at which address the finished one is.
import { createHash } from 'node:crypto';

export const iconsPrefix = 'badge-icons/';

/** Pixels along the sides of a finished icon, unless the picture has fewer. */
export const iconSide = 256;

export const prefixOf = (iconId: string) => `${iconsPrefix}${iconId}/`;
export const originalKey = (iconId: string) => `${prefixOf(iconId)}original`;

/** Names the content; an address never shows another picture than before. */
export const iconName = (bytes: Buffer) => `${createHash('sha256').update(bytes).digest('hex').slice(0, 32)}.png`;
export const fileOf = (iconId: string, name: string) => `${iconId}/${name}`;
export const keyOf = (file: string) => `${iconsPrefix}${file}`;

/** The upload that a file or a key is of. */
export const iconOfFile = (file: string): string => file.split('/')[0] ?? '';
export const iconOfKey = (key: string): string => iconOfFile(key.slice(iconsPrefix.length));

/** The uploads whose files a badge has: of the icon that is shown, and of the last one. */
export const iconsOf = ({ iconFile, iconUpload }: { iconFile: string | null; iconUpload: string | null }): string[] => [
  ...new Set([...(iconFile === null ? [] : [iconOfFile(iconFile)]), ...(iconUpload === null ? [] : [iconUpload])]),
];
