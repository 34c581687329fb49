// Password hashes: argon2id with OWASP's first choice of cost (19 MiB, two passes).
import { hash, verify } from '@node-rs/argon2';

// Argon2id is the library's default.
const cost = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };

/** Two spellings of one password (a composed and a decomposed é) are one password. Nothing else is changed or cut. */
export const canonicalPassword = (password: string): string => password.normalize('NFC');

export const hashPassword = (password: string): Promise<string> => hash(canonicalPassword(password), cost);

let decoy: Promise<string> | undefined;

/** Checks a password. Without a hash (an unknown account) it costs the same time and fails. */
export async function checkPassword(password: string, passwordHash: string | null | undefined): Promise<boolean> {
  decoy ??= hashPassword('no account has this password');
  const matches = await verify(passwordHash ?? (await decoy), canonicalPassword(password));
  return matches && typeof passwordHash === 'string';
}
