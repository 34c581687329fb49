// The body of a page, counted twice: what comes over the wire, and what it becomes.
import { PassThrough, type Readable, type Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createBrotliDecompress, createGunzip, createInflate } from 'node:zlib';
import { Refused } from './refusal.ts';

const decoders: Readonly<Record<string, () => Transform>> = {
  '': () => new PassThrough(),
  identity: () => new PassThrough(),
  gzip: createGunzip,
  'x-gzip': createGunzip,
  deflate: createInflate,
  br: createBrotliDecompress,
};

/** Passes on up to `maxBytes`. @throws Refused at the first byte too many */
async function* upTo(maxBytes: number, chunks: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  let bytes = 0;
  for await (const chunk of chunks) {
    bytes += chunk.length;
    if (bytes > maxBytes) throw new Refused('too-large');
    yield chunk;
  }
}

/** The decoded body. @throws Refused when it is larger than `maxBytes`, coded or decoded, or coded more than once */
export async function readBody(
  body: Readable,
  { encoding, maxBytes, signal }: { encoding: string; maxBytes: number; signal: AbortSignal },
): Promise<Buffer> {
  const createDecoder = Object.hasOwn(decoders, encoding) ? decoders[encoding] : undefined;
  if (!createDecoder) throw new Refused('unreadable');
  const pieces: Buffer[] = [];
  await pipeline(
    body,
    (chunks: AsyncIterable<Buffer>) => upTo(maxBytes, chunks),
    createDecoder(),
    async (chunks: AsyncIterable<Buffer>) => {
      for await (const chunk of upTo(maxBytes, chunks)) pieces.push(chunk);
    },
    { signal },
  );
  return Buffer.concat(pieces);
}
