// Why a link is not proved, for its owner.
import type { RefusalReason } from '../platform/net/refusal.ts';

const unreachable = 'No page that everybody can reach answered at this address.';

// What lies inside our own network must not be told apart from what is nowhere.
const reasons = {
  'no-back-link': 'The page has no link with rel="me" that leads to your profile.',
  'other-page': 'This address leads on to another page. Put the address of the page itself on your profile.',
  'not-https': 'Only a link that begins with https:// can be proved by its page.',
  'unclear-host': 'The host of this link is written in other letters than those in which it is looked up.',
  'error-page': 'The page answered with an error.',
  'not-html': 'At this address there is no web page.',
  'no-record': 'The record was not found. It can take some hours until everybody sees a new one.',
  'no-address': 'You have no proved e-mail address at the host of this link.',
  'not-checked': 'The check did not come to an end. Please ask again later.',
  unreachable,
  'unknown-host': unreachable,
  'forbidden-address': unreachable,
  'not-http': unreachable,
  'has-credentials': unreachable,
  'forbidden-port': 'The page, or one that it leads to, is at a port that we do not ask.',
  'insecure-redirect': 'The page leads from https:// to http://.',
  'too-many-redirects': 'The page leads on to others too often.',
  'too-large': 'The page is larger than we read (1 MiB).',
  timeout: 'The page did not answer in time.',
  certificate: 'The certificate of the page is not valid.',
  unreadable: 'The page could not be read.',
} as const satisfies Readonly<Record<RefusalReason, string>> & Readonly<Record<string, string>>;

export type ProofReason = keyof typeof reasons;

const isReason = (code: string): code is ProofReason => Object.hasOwn(reasons, code);

/** The sentence for a stored reason; a name of another release says no more than that it failed. */
export const sentenceOf = (code: string): string => reasons[isReason(code) ? code : 'not-checked'];
