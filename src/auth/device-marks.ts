// Marks of devices on which somebody has signed in: a signed cookie, so that nothing about devices is kept here
// (OWASP, "Slow down online guessing attacks with device cookies").
import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import type { Clock } from '../platform/clock.ts';

/** Whose sign-in, by folded address. */
export interface AddressOf {
  readonly tenantId: string;
  readonly address: string;
}

interface Mark {
  readonly device: string;
  readonly text: string;
}

const cookieName = '__Host-cameo-device';
const lifetimeSeconds = 30 * 86_400;
// People who share a browser; the cookie goes with every request.
const maxMarks = 5;
const separator = '~';

function marksIn(cookies: string | undefined): string[] {
  const cookie = cookies
    ?.split(';')
    .map((part) => part.trim())
    .find((part) => part.startsWith(`${cookieName}=`));
  return cookie ? cookie.slice(cookieName.length + 1).split(separator, maxMarks) : [];
}

export function createDeviceMarks(deps: { key: Buffer; clock: Clock }) {
  const nowSeconds = () => Math.floor(deps.clock().getTime() / 1000);
  const signatureOf = ({ tenantId, address }: AddressOf, device: string, expires: string) =>
    createHmac('sha256', deps.key)
      .update(JSON.stringify([tenantId, address, device, expires]))
      .digest();

  function read(whose: AddressOf, text: string): Mark | undefined {
    const [device = '', expires = '', signature = ''] = text.split('.');
    const given = Buffer.from(signature, 'base64url');
    const expected = signatureOf(whose, device, expires);
    const isOurs = given.length === expected.length && timingSafeEqual(given, expected);
    return isOurs && Number.parseInt(expires, 36) > nowSeconds() ? { device, text } : undefined;
  }

  const find = (whose: AddressOf, marks: readonly string[]) =>
    marks.map((text) => read(whose, text)).find((mark) => mark !== undefined);

  return {
    /** The device that the `Cookie` header proves to be one of theirs. */
    deviceOf: (whose: AddressOf, cookies: string | undefined): string | undefined =>
      find(whose, marksIn(cookies))?.device,

    /** The `Set-Cookie` header that makes the device theirs for the next thirty days, and leaves it to others, too. */
    remember(whose: AddressOf, cookies: string | undefined): string {
      const marks = marksIn(cookies);
      const known = find(whose, marks);
      const device = known?.device ?? randomBytes(12).toString('base64url');
      const expires = (nowSeconds() + lifetimeSeconds).toString(36);
      const mark = `${device}.${expires}.${signatureOf(whose, device, expires).toString('base64url')}`;
      const kept = marks.filter((text) => text !== known?.text).slice(0, maxMarks - 1);
      const value = [mark, ...kept].join(separator);
      return `${cookieName}=${value}; Path=/; Max-Age=${lifetimeSeconds}; Secure; HttpOnly; SameSite=Strict`;
    },
  };
}
