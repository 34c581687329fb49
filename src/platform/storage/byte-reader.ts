// Reads pieces of a wanted size from a stream whose chunks have any size.

export interface ByteReader {
  /** Exactly `bytes` bytes; fewer, or none, only at the end. */
  read(bytes: number): Promise<Buffer>;
  /** Everything that has not been read. */
  rest(): AsyncGenerator<Buffer>;
  /** Lets go of the source, wherever it was. */
  close(): Promise<void>;
}

export type Chunks = AsyncIterable<Buffer> | Iterable<Buffer>;

async function* pass(chunks: Chunks): AsyncGenerator<Buffer> {
  yield* chunks;
}

export function createByteReader(source: Chunks): ByteReader {
  const chunks = pass(source);
  let pending: Buffer[] = [];
  let length = 0;

  async function next(): Promise<boolean> {
    const { done, value } = await chunks.next();
    if (done) return false;
    pending.push(value);
    length += value.length;
    return true;
  }

  return {
    async read(bytes) {
      while (length < bytes && (await next()));
      const [first = Buffer.alloc(0)] = pending;
      const all = pending.length > 1 ? Buffer.concat(pending) : first;
      const piece = all.subarray(0, bytes);
      pending = all.length > bytes ? [all.subarray(bytes)] : [];
      length = all.length - piece.length;
      return piece;
    },
    async *rest() {
      try {
        yield* pending;
        yield* chunks;
      } finally {
        await chunks.return(undefined);
      }
    },
    async close() {
      await chunks.return(undefined);
    },
  };
}

/** All of it in one piece; for what is known to be small. */
export async function collect(chunks: Chunks): Promise<Buffer> {
  const pieces: Buffer[] = [];
  for await (const chunk of chunks) pieces.push(chunk);
  const [only] = pieces;
  return only && pieces.length === 1 ? only : Buffer.concat(pieces);
}
