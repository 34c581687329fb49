// Conditional requests (RFC 9110 §13): strong entity tags that begin with the version they show.
import type { Request, Response } from 'express';
import { malformedRequest } from './errors.ts';

const tag = /^(W\/)?"([\x21\x23-\x7e\x80-\xff]*)"$/;

function tagsOf(header: string): { weak: boolean; opaque: string }[] | '*' {
  const text = header.trim();
  if (text === '*') return '*';
  return text.split(/\s*,\s*/).map((part) => {
    const match = tag.exec(part);
    if (!match) throw malformedRequest({ message: 'A conditional header holds something that is not an entity tag.' });
    return { weak: match[1] !== undefined, opaque: match[2] ?? '' };
  });
}

/** `"<version>-<digest>"`: the version guards writes, the digest tells the representations of one version apart. */
export const entityTag = (version: number, digest: string): string => `"${version}-${digest}"`;

/**
 * The versions that `If-Match` accepts, or undefined when the request sets no condition.
 * A weak tag never matches; a tag of another form matches no version.
 */
export function expectedVersions(request: Request): readonly number[] | undefined {
  const header = request.headers['if-match'];
  if (header === undefined) return undefined;
  const tags = tagsOf(header);
  if (tags === '*') return undefined;
  return tags
    .filter(({ weak }) => !weak)
    .flatMap(({ opaque }) => {
      const match = /^(\d{1,9})-/.exec(opaque);
      return match ? [Number(match[1])] : [];
    });
}

/** Whether a GET may be answered 304: the comparison is weak, as the RFC has it. */
export function isFresh(request: Request, response: Response): boolean {
  const header = request.headers['if-none-match'];
  if (header === undefined || (request.method !== 'GET' && request.method !== 'HEAD')) return false;
  const current = response.getHeader('ETag');
  if (typeof current !== 'string') return false;
  const tags = tagsOf(header);
  return tags === '*' || tags.some(({ opaque }) => `"${opaque}"` === current);
}
