// A profile as a vCard 4.0 (RFC 6350), for address books: what the reader may see of it.
import type { PublicProfile } from './profile-page.ts';

const lineBytes = 75;

/** RFC 6350, 3.4: backslash, comma, semicolon and line breaks mean something. */
const escaped = (text: string): string =>
  text
    .replaceAll('\\', '\\\\')
    .replace(/\r\n|[\n\r\u2028\u2029]/g, '\\n')
    .replace(/[,;]/g, (character) => `\\${character}`);

/** RFC 6350, 3.2: a line goes on behind a break and a space; no character is cut in two. */
function folded(line: string): string {
  const parts = [''];
  let room = lineBytes;
  for (const character of line) {
    const bytes = Buffer.byteLength(character);
    if (bytes > room) {
      parts.push('');
      room = lineBytes - 1;
    }
    parts[parts.length - 1] += character;
    room -= bytes;
  }
  return parts.join('\r\n ');
}

export type CardProfile = PublicProfile & {
  readonly firstName?: string;
  readonly lastName?: string;
  readonly email?: string;
  readonly phone?: string;
  readonly birthday?: string;
  readonly timezone?: string;
  readonly language?: string;
};

/** `1815-12-10` or `--12-10`, as vCard writes dates. */
const dateOf = (birthday: string): string => birthday.replace(/(\d)-/g, '$1');

export function presentVcard(profile: CardProfile, url: string): string {
  const { id, displayName, fullName, handle, firstName, lastName, headline, bio, skills = [] } = profile;
  const { email, phone, birthday, timezone, language, location, pronouns, website, socialLinks = {} } = profile;
  const line = (name: string, value: string | undefined, write = escaped): string[] =>
    value ? [`${name}:${write(value)}`] : [];
  const asIs = (value: string) => value.replace(/[\r\n]/g, '');
  const lines = [
    'BEGIN:VCARD',
    'VERSION:4.0',
    `FN:${escaped(displayName ?? fullName ?? handle ?? id)}`,
    ...(firstName || lastName ? [`N:${escaped(lastName ?? '')};${escaped(firstName ?? '')};;;`] : []),
    ...line('NICKNAME', handle),
    ...line('PRONOUNS', pronouns),
    ...line('TITLE', headline),
    ...line('EMAIL', email),
    ...line('TEL;VALUE=uri', phone && `tel:${phone}`, asIs),
    ...line('BDAY', birthday && dateOf(birthday), asIs),
    ...(location ? [`ADR:;;;${escaped(location)};;;`] : []),
    ...line('LANG', language, asIs),
    ...line('TZ', timezone),
    ...line('URL', url, asIs),
    ...line('URL', website, asIs),
    ...Object.entries(socialLinks).map(([network, link]) => `SOCIALPROFILE;SERVICE-TYPE=${network}:${asIs(link)}`),
    ...line('PHOTO', profile.avatarUrls?.avatarUrl ?? profile.avatar, asIs),
    ...line('NOTE', bio),
    ...(skills.length > 0 ? [`CATEGORIES:${skills.map(escaped).join(',')}`] : []),
    `UID:urn:uuid:${id}`,
    'END:VCARD',
  ];
  return `${lines.map(folded).join('\r\n')}\r\n`;
}
