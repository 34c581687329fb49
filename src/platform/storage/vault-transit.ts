// A wrapping key that never leaves HashiCorp Vault (or OpenBao): its transit engine wraps and unwraps.
import { createHash } from 'node:crypto';
import Joi from 'joi';
import { LRUCache } from 'lru-cache';
import type { KeyEncryption, WrappedKey } from './key-encryption.ts';

export interface VaultTransitOptions {
  readonly address: string;
  readonly token: string;
  /** The name of the key in the engine that is mounted at `transit`. */
  readonly keyName: string;
}

const timeoutMs = 5_000;
/** A picture that is asked for again and again does not ask Vault again. */
const remembered = { max: 10_000, ttl: 5 * 60_000 };

const wrappedData = Joi.object<{ data: { ciphertext: string } }>({
  data: Joi.object({
    ciphertext: Joi.string()
      .pattern(/^vault:v\d+:/)
      .required(),
  }).required(),
}).options({ stripUnknown: true, presence: 'required' });
const plainData = Joi.object<{ data: { plaintext: string } }>({
  data: Joi.object({ plaintext: Joi.string().base64().required() }).required(),
}).options({ stripUnknown: true, presence: 'required' });

const base64 = (text: string) => Buffer.from(text).toString('base64');

export function createVaultKey({ address, token, keyName }: VaultTransitOptions): KeyEncryption {
  const dataKeys = new LRUCache<string, Buffer>(remembered);
  const contextOf = (context: string) => `vault:${keyName}\n${context}`;
  const keyIdOf = (ciphertext: string) => `vault:${keyName}:${ciphertext.split(':', 2)[1]}`;
  const nameOf = ({ bytes }: WrappedKey, context: string) =>
    createHash('sha256').update(bytes).update(context).digest('base64');

  async function post(action: 'encrypt' | 'decrypt', body: Readonly<Record<string, string>>): Promise<Response> {
    const url = new URL(`v1/transit/${action}/${encodeURIComponent(keyName)}`, `${address.replace(/\/+$/, '')}/`);
    return fetch(url, {
      method: 'POST',
      headers: { 'X-Vault-Token': token, 'X-Vault-Request': 'true', 'Content-Type': 'application/json' },
      body: JSON.stringify(body),
      redirect: 'error', // a redirect would carry the token somewhere else
      signal: AbortSignal.timeout(timeoutMs),
    });
  }

  async function answerOf<T>(response: Response, schema: Joi.ObjectSchema<T>): Promise<T> {
    if (!response.ok) throw new Error(`Vault answers ${response.status} for the transit key ${keyName}`);
    const { error, value } = schema.validate(await response.json());
    if (error) throw new Error('Vault answers in a form that is not known');
    return value;
  }

  async function wrap(dataKey: Buffer, context: string): Promise<WrappedKey> {
    const response = await post('encrypt', {
      plaintext: dataKey.toString('base64'),
      associated_data: base64(contextOf(context)),
    });
    const { ciphertext } = (await answerOf(response, wrappedData)).data;
    return { keyId: keyIdOf(ciphertext), bytes: Buffer.from(ciphertext, 'latin1') };
  }

  return {
    wrap,

    async unwrap(wrapped, context) {
      const ciphertext = wrapped.bytes.toString('latin1');
      if (wrapped.keyId !== keyIdOf(ciphertext)) return undefined;
      const known = dataKeys.get(nameOf(wrapped, context));
      if (known) return known;
      const response = await post('decrypt', { ciphertext, associated_data: base64(contextOf(context)) });
      if (response.status === 400) return undefined; // changed, or of another object
      const { plaintext } = (await answerOf(response, plainData)).data;
      const dataKey = Buffer.from(plaintext, 'base64');
      dataKeys.set(nameOf(wrapped, context), dataKey);
      return dataKey;
    },

    // Vault counts its versions itself; what it wraps now says which one is current.
    currentKeyId: async () => (await wrap(Buffer.alloc(32), 'which version')).keyId,
  };
}
