// Keys that wrap the data keys of objects. Every wrapped key names the key it was wrapped with.
import { createSecretKey, hkdfSync } from 'node:crypto';
import { open, seal } from '../sealing.ts';

export interface WrappedKey {
  readonly keyId: string;
  readonly bytes: Buffer;
}

export interface KeyEncryption {
  /** Wraps a data key; `context` must be the same at `unwrap`. */
  wrap(dataKey: Buffer, context: string): Promise<WrappedKey>;
  /** Undefined for what was wrapped with another key, for another context, or has been changed. Rejects when nobody can tell now. */
  unwrap(wrapped: WrappedKey, context: string): Promise<Buffer | undefined>;
  /** The id that `wrap` gives now. */
  currentKeyId(): Promise<string>;
}

/** A key of 32 bytes that this process holds. */
export function createLocalKey(key: Buffer): KeyEncryption {
  if (key.length !== 32) throw new TypeError('The storage key must have 32 bytes');
  const secret = createSecretKey(key);
  const fingerprint = Buffer.from(hkdfSync('sha256', key, '', 'cameo:storage key id', 8));
  const keyId = `local:${fingerprint.toString('hex')}`;
  const contextOf = (context: string) => `${keyId}\n${context}`;
  return {
    wrap: async (dataKey, context) => ({ keyId, bytes: seal(secret, contextOf(context), dataKey) }),
    unwrap: async (wrapped, context) =>
      wrapped.keyId === keyId ? open(secret, contextOf(context), wrapped.bytes) : undefined,
    currentKeyId: async () => keyId,
  };
}

/** Wraps with the first key, and unwraps with any. */
export function createKeyring(keys: readonly [KeyEncryption, ...KeyEncryption[]]): KeyEncryption {
  const [current] = keys;
  return {
    ...current,
    async unwrap(wrapped, context) {
      for (const key of keys) {
        const dataKey = await key.unwrap(wrapped, context);
        if (dataKey) return dataKey;
      }
      return undefined;
    },
  };
}
