// Signed heads: the newest link of the chain, now and then, under the key that signs our tokens. A copy outside of the
// database (each is logged, too) tells of links that were cut off together with the heads that named them.
import { CompactSign, compactVerify, decodeProtectedHeader, errors } from 'jose';
import type { Keys } from '../platform/keys.ts';
import type { Link } from './chain.ts';

// No token of ours is of this type, and a JWT needs claims that a head does not have.
const type = 'cameo-audit-head';

export interface SignedHead extends Link {
  /** ISO 8601. */
  readonly at: string;
  /** False for one that was signed before SIGNING_KEY was changed: nobody can tell any more whether it is genuine. */
  readonly isProved: boolean;
}

function parse(payload: Uint8Array): Omit<SignedHead, 'isProved'> {
  const { sequence, hash, at } = JSON.parse(Buffer.from(payload).toString('utf8'));
  return { sequence: Number(sequence), hash: Buffer.from(String(hash), 'hex'), at: String(at) };
}

export type Heads = ReturnType<typeof createHeads>;

export function createHeads({ signing }: Pick<Keys, 'signing'>) {
  return {
    sign: ({ sequence, hash }: Link, at: Date): Promise<string> =>
      new CompactSign(Buffer.from(JSON.stringify({ sequence, hash: hash.toString('hex'), at: at.toISOString() })))
        .setProtectedHeader({ alg: 'ES256', kid: signing.kid, typ: type })
        .sign(signing.privateKey),

    /** What a head says; undefined for anything that is no head of ours. */
    async read(token: string): Promise<SignedHead | undefined> {
      try {
        const { kid, typ } = decodeProtectedHeader(token);
        if (typ !== type) return undefined;
        if (kid !== signing.kid)
          return { ...parse(Buffer.from(token.split('.')[1] ?? '', 'base64url')), isProved: false };
        const { payload } = await compactVerify(token, signing.publicKey, { algorithms: ['ES256'] });
        return { ...parse(payload), isProved: true };
      } catch (error) {
        if (error instanceof errors.JOSEError || error instanceof TypeError || error instanceof SyntaxError)
          return undefined;
        throw error;
      }
    },
  };
}
