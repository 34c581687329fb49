// What a program asks for, as Gravatar's clients and Libravatar's write it. What cannot be understood is passed over, as both do.
import type { FallbackStyle } from '../avatars/index.ts';

export type FileFormat = 'png' | 'jpg' | 'webp';

/** What to answer instead of a picture of the person's own. */
export type Default =
  | { readonly kind: 'missing' }
  | { readonly kind: 'elsewhere'; readonly url: string }
  | { readonly kind: 'drawn'; readonly style: FallbackStyle; readonly name: string };

export interface EmailAvatarWish {
  /** In lower case, whatever it may be. */
  readonly hash: string;
  /** Without it, JPEG for photos and PNG for drawings. */
  readonly format: FileFormat | undefined;
  /** Pixels along a side. */
  readonly size: number;
  readonly otherwise: Default;
  /** Never the person's own. */
  readonly forced: boolean;
}

/** The rating is not read: no picture here is rated above the lowest. */
type Parameter = 's' | 'size' | 'd' | 'default' | 'f' | 'forcedefault' | 'r' | 'rating' | 'name' | 'initials';
export type EmailAvatarQuery = Readonly<Partial<Record<Parameter, string>>>;

const usualSize = 80;
const maxSize = 2048;

const formats: Readonly<Record<string, FileFormat>> = { png: 'png', jpg: 'jpg', jpeg: 'jpg', webp: 'webp' };

const styles: Readonly<Record<string, FallbackStyle>> = {
  mp: 'mp',
  mm: 'mp',
  mystery: 'mp',
  identicon: 'identicon',
  monsterid: 'monsterid',
  wavatar: 'wavatar',
  retro: 'retro',
  robohash: 'robohash',
  pagan: 'pagan',
  blank: 'blank',
  initials: 'initials',
  color: 'color',
};

function sizeOf(text: string | undefined): number {
  const size = /^\d{1,4}$/.test(text ?? '') ? Number(text) : 0;
  return size >= 1 && size <= maxSize ? size : usualSize;
}

/** The address, if it is on a host that is listed: to send people anywhere else would lend them our name. */
function listedUrl(text: string, hosts: readonly string[]): string | undefined {
  if (!URL.canParse(text)) return undefined;
  const url = new URL(text);
  const isPlain = (url.protocol === 'https:' || url.protocol === 'http:') && url.username === '' && url.password === '';
  return isPlain && hosts.includes(url.hostname) ? url.href : undefined;
}

function defaultOf(query: EmailAvatarQuery, hosts: readonly string[]): Default {
  const wanted = query.d ?? query.default ?? '';
  if (wanted === '404') return { kind: 'missing' };
  const url = listedUrl(wanted, hosts);
  if (url !== undefined) return { kind: 'elsewhere', url };
  // Letters that are given stand for themselves: as words of one letter each.
  const name = query.initials === undefined ? (query.name ?? '') : [...query.initials].slice(0, 2).join(' ');
  const style = Object.hasOwn(styles, wanted.toLowerCase()) ? styles[wanted.toLowerCase()] : undefined;
  return { kind: 'drawn', style: style ?? 'cameo', name };
}

/** `file` is a hash with or without an extension; `hosts` are those that a default may be on. */
export function readWish(file: string, query: EmailAvatarQuery, hosts: readonly string[]): EmailAvatarWish {
  const [hash = '', extension = ''] = file.toLowerCase().split('.');
  return {
    hash,
    format: Object.hasOwn(formats, extension) ? formats[extension] : undefined,
    size: sizeOf(query.s ?? query.size),
    otherwise: defaultOf(query, hosts),
    forced: (query.f ?? query.forcedefault ?? '').toLowerCase() === 'y',
  };
}
