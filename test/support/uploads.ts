// Bodies of uploads, byte by byte, and clients that send them as no decent client would.
import { type ClientRequest, request } from 'node:http';
import type { TestApp } from './app.ts';
import type { Person } from './people.ts';

/** A part with whatever follows `form-data` in its head. */
export const part = (head: string, content: string | Buffer): Buffer =>
  Buffer.concat([
    Buffer.from(`--x\r\nContent-Disposition: form-data${head}\r\n\r\n`),
    Buffer.from(content),
    Buffer.from('\r\n'),
  ]);

export const file = (name: string, content: string | Buffer, filename = 'me.png'): Buffer =>
  part(`; name="${name}"; filename="${filename}"\r\nContent-Type: image/png`, content);

export const text = (name: string, content: string): Buffer => part(`; name="${name}"`, content);

export const end = Buffer.from('--x--\r\n');

export const multipart = (...parts: readonly Buffer[]) => ({
  type: 'multipart/form-data; boundary=x',
  body: Buffer.concat(parts),
});

/** The same chunk again and again, until `bytes` are sent or nobody reads any more. */
export async function* flood(bytes = Number.POSITIVE_INFINITY, chunk: Buffer = Buffer.alloc(64 * 1024, 7)) {
  for (let sent = 0; sent < bytes; sent += chunk.length) yield chunk;
}

export async function* slowly(bytes: Buffer, pauseMs: number) {
  for (const byte of bytes) {
    yield Buffer.of(byte);
    await new Promise((resolve) => setTimeout(resolve, pauseMs));
  }
}

/** Never says another word. */
export async function* silence(): AsyncGenerator<Buffer> {
  await new Promise((resolve) => setTimeout(resolve, 60_000).unref());
}

export async function* sequence(...parts: readonly (Buffer | AsyncIterable<Buffer>)[]): AsyncGenerator<Buffer> {
  for (const each of parts) {
    if (Buffer.isBuffer(each)) yield each;
    else yield* each;
  }
}

export interface StreamedAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, unknown>>;
  readonly body: Readonly<Record<string, unknown>> & { readonly data?: Readonly<Record<string, unknown>> };
  /** What the server, or the buffers on the way to it, took. */
  readonly sentBytes: number;
  readonly seconds: number;
}

const drained = (sending: ClientRequest) =>
  new Promise<void>((resolve) => {
    const go = () => {
      sending.off('drain', go).off('close', go);
      resolve();
    };
    sending.on('drain', go).on('close', go);
  });

/** Sends `chunks` until they end or the answer is there. */
export function sendStream(
  app: TestApp,
  person: Person,
  { type, ...options }: { method?: string; type: string; headers?: Record<string, string | number> },
  chunks: AsyncIterable<Buffer>,
): Promise<StreamedAnswer> {
  const beganAt = performance.now();
  return new Promise((resolve, reject) => {
    let sentBytes = 0;
    let isAnswered = false;
    const sending = request(`${app.url}/api/v1/profile/avatar`, {
      method: options.method ?? 'POST',
      headers: { ...person.auth, 'content-type': type, ...options.headers },
    });
    sending.flushHeaders();
    sending.on('error', (error) => isAnswered || reject(error));
    sending.on('response', (response) => {
      let answer = '';
      response.setEncoding('utf8').on('data', (piece) => {
        answer += piece;
      });
      response.on('error', reject).on('end', () => {
        isAnswered = true;
        const seconds = (performance.now() - beganAt) / 1000;
        const { statusCode: status = 0, headers } = response;
        resolve({ status, headers, body: answer === '' ? {} : JSON.parse(answer), sentBytes, seconds });
        sending.destroy();
      });
    });
    const send = async () => {
      for await (const chunk of chunks) {
        if (isAnswered || sending.destroyed) return;
        sentBytes += chunk.length;
        if (!sending.write(chunk)) await drained(sending);
      }
      sending.end();
    };
    send().catch(reject);
  });
}
