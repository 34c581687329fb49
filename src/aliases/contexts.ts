// Where an alias is worn: a kind of place and the place itself. Other members never learn it from us.
import { createHmac } from 'node:crypto';

export interface Place {
  readonly contextType: string;
  readonly context: string;
}

/** The same place always has the same key; nobody without the secret can tell which place a key belongs to. */
export const createContextKeys =
  (secret: Buffer) =>
  (tenantId: string, { contextType, context }: Place): Buffer =>
    createHmac('sha256', secret)
      .update(JSON.stringify([tenantId, contextType, context]))
      .digest();

export type ContextKeyOf = ReturnType<typeof createContextKeys>;

export const encodePlace = ({ contextType, context }: Place): Buffer =>
  Buffer.from(JSON.stringify([contextType, context]));

export function decodePlace(bytes: Buffer): Place {
  const [contextType, context] = JSON.parse(bytes.toString('utf8'));
  return { contextType: String(contextType), context: String(context) };
}
