// The session cookie of browsers: no script can read it, and no other site can use it.
import type { Request } from 'express';

/** `__Host-` makes browsers insist on Secure, this host alone and the whole of it (RFC 6265bis, 4.1.3.2). */
export const sessionCookieName = '__Host-cameo-session';

const attributes = 'Path=/; HttpOnly; Secure; SameSite=Lax';

export function cookieOf({ headers }: Pick<Request, 'headers'>, name: string): string | undefined {
  const start = `${name}=`;
  const cookie = headers.cookie?.split(';').find((part) => part.trimStart().startsWith(start));
  return cookie?.trim().slice(start.length);
}

export const sessionCookieOf = (request: Pick<Request, 'headers'>): string | undefined =>
  cookieOf(request, sessionCookieName);

export const setSessionCookie = (value: string, lifetimeDays: number): string =>
  `${sessionCookieName}=${value}; Max-Age=${lifetimeDays * 86_400}; ${attributes}`;

export const clearSessionCookie = `${sessionCookieName}=; Max-Age=0; ${attributes}`;

/**
 * Whether a browser says that a page of ours sent the request. SameSite alone would let in other hosts of the same site,
 * and browsers that send neither header have no way to say so: they are refused.
 */
export function isFromOurPages({ headers }: Pick<Request, 'headers'>, publicOrigin: string): boolean {
  const site = headers['sec-fetch-site'];
  return site === undefined ? headers.origin === publicOrigin : site === 'same-origin';
}

const safeMethods = new Set(['GET', 'HEAD', 'OPTIONS']);
/** A method that changes nothing may come from anywhere: its answer cannot be read there. */
export const isSafe = ({ method }: Pick<Request, 'method'>): boolean => safeMethods.has(method);
