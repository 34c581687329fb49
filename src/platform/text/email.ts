// E-mail addresses: the spelling that mail is sent to, and the key by which two spellings are one person's.
import { domainToASCII } from 'node:url';
import { accept, type Checked, refuse } from './checked.ts';
import { foldForComparing } from './fold.ts';

export const EMAIL_MAX_BYTES = 254;
const LOCAL_PART_MAX_BYTES = 64;
const DOMAIN_MAX_BYTES = 253;

export type EmailReason = 'TOO_LONG' | 'NOT_AN_ADDRESS' | 'FORBIDDEN_CHARACTER' | 'BAD_DOMAIN';

// RFC 5321 dot-string without quotes, with the letters of every script as RFC 6531 allows.
const LOCAL_PART =
  /^[\p{L}\p{N}!#$%&'*+/=?^_`{|}~-][\p{L}\p{M}\p{N}!#$%&'*+/=?^_`{|}~-]*(?:\.[\p{L}\p{M}\p{N}!#$%&'*+/=?^_`{|}~-]+)*$/u;
// Checked before IDNA, whose URL host parser would decode %6D and cut at a slash.
const TYPED_DOMAIN = /^[\p{L}\p{M}\p{N}.\u3002\uFF61-]+$/u;
const ASCII_DOMAIN = /^(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+(?!\d+$)[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])$/;

const bytes = (text: string): number => Buffer.byteLength(text);

/** Full-width ASCII is what an input method types, not what the mailbox is called. */
const narrow = (text: string): string => text.replace(/[\uFF01-\uFF5E]/g, (wide) => wide.normalize('NFKC'));

/**
 * Gives the address to write to and its key for uniqueness.
 * `address`: trimmed, NFC, full-width ASCII narrowed, local part otherwise as typed, domain in lower-case IDNA ASCII without a trailing dot.
 * `key`: the address with its local part folded too (NFKC and case; ß equals ss, ı equals i).
 * Dots and plus-tags stay, since whether they matter is the mailbox's own affair. Quoted local parts and IP literals are refused.
 */
export function normalizeEmail(input: string): Checked<{ address: string; key: string }, EmailReason> {
  if (input.length > EMAIL_MAX_BYTES * 4) return refuse('TOO_LONG', `may have at most ${EMAIL_MAX_BYTES} bytes`);
  const typed = narrow(input).normalize('NFC').trim();
  const [local, typedDomain, ...more] = typed.split('@');
  if (!local || !typedDomain || more.length > 0)
    return refuse('NOT_AN_ADDRESS', 'must be an e-mail address like ada@example.com');

  const foldedLocal = foldForComparing(local);
  if (!LOCAL_PART.test(local) || !LOCAL_PART.test(foldedLocal)) {
    return refuse('FORBIDDEN_CHARACTER', 'has characters before the @ that an e-mail address cannot have');
  }
  const domain = TYPED_DOMAIN.test(typedDomain) ? domainToASCII(typedDomain).replace(/\.$/, '') : '';
  if (!ASCII_DOMAIN.test(domain) || bytes(domain) > DOMAIN_MAX_BYTES) {
    return refuse('BAD_DOMAIN', 'must have a domain like example.com after the @');
  }
  const address = `${local}@${domain}`;
  if (bytes(local) > LOCAL_PART_MAX_BYTES || bytes(address) > EMAIL_MAX_BYTES) {
    return refuse(
      'TOO_LONG',
      `may have at most ${LOCAL_PART_MAX_BYTES} bytes before the @ and ${EMAIL_MAX_BYTES} in all`,
    );
  }
  return accept({ address, key: `${foldedLocal}@${domain}` });
}
