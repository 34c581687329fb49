// What an account may not do before its owner has proved the address: addresses cost nothing to invent. The one table;
// docs/access.md shows it to people.
import type { Identity } from '../contracts/identity.ts';
import { emailNotVerified } from './errors.ts';

/** Each refuses with EMAIL_NOT_VERIFIED, unless its sentence says what happens instead. */
export const unverifiedLimits = {
  'profile:open':
    'The profile stays private: `visibility` cannot be chosen, and nobody else finds it, in search neither.',
  'handle:claim': 'No handle: the one wished for at registration comes with the proof.',
  'members:read': 'They are no member to others: they see what the public sees, and their own. No refusal.',
  'second-factor:enable': 'No two-step sign-in: whoever proves the address later would be locked out.',
  'endorsements:give': 'No endorsements.',
  'verification:request': 'No request to be verified.',
  'links:verify': 'No proof of links: nobody makes us ask other hosts without an address of their own.',
  'uploads:large': 'No upload over 20 MiB, however large the installation allows.',
  'webhooks:subscribe': 'No webhooks.',
} as const satisfies Readonly<Record<string, string>>;

export type UnverifiedLimit = keyof typeof unverifiedLimits;

/** What an upload may hold while its owner is unverified. */
export const maxUnverifiedUploadBytes = 20 * 1024 * 1024;

/** @throws EMAIL_NOT_VERIFIED, naming the limit, when it holds for this account */
export function requireVerified({ emailVerified }: Pick<Identity, 'emailVerified'>, limit: UnverifiedLimit): void {
  if (!emailVerified) throw emailNotVerified({ extra: { limit } });
}
