// The body of a request to S3: plain, or in `aws-chunked` framing with a checksum behind it. What was promised is checked.
// https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-streaming-trailers.html
import { createHash } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import { crc32 } from 'node:zlib';

function unchunk(raw: Buffer): { body: Buffer; trailers: Map<string, string> } {
  const chunks: Buffer[] = [];
  let at = 0;
  for (;;) {
    const lineEnd = raw.indexOf('\r\n', at);
    const size = Number.parseInt(raw.subarray(at, lineEnd).toString('latin1'), 16);
    at = lineEnd + 2;
    if (size === 0) break;
    chunks.push(raw.subarray(at, at + size));
    at += size + 2;
  }
  const lines = raw.subarray(at).toString('latin1').split('\r\n').filter(Boolean);
  const trailers = new Map(lines.map((line) => [line.slice(0, line.indexOf(':')), line.slice(line.indexOf(':') + 1)]));
  return { body: Buffer.concat(chunks), trailers };
}

const crc32Of = (body: Buffer) => {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(crc32(body));
  return bytes.toString('base64');
};

/** The content, or the code of the error that S3 answers. */
export function readContent(raw: Buffer, headers: IncomingHttpHeaders): Buffer | string {
  const payloadHash = String(headers['x-amz-content-sha256'] ?? 'UNSIGNED-PAYLOAD');
  const isChunked = payloadHash.startsWith('STREAMING-');
  const { body, trailers } = isChunked ? unchunk(raw) : { body: raw, trailers: new Map<string, string>() };
  if (isChunked && body.length !== Number(headers['x-amz-decoded-content-length'])) return 'IncompleteBody';
  if (/^[0-9a-f]{64}$/.test(payloadHash) && createHash('sha256').update(body).digest('hex') !== payloadHash)
    return 'XAmzContentSHA256Mismatch';
  const promised = trailers.get('x-amz-checksum-crc32') ?? headers['x-amz-checksum-crc32'];
  if (headers['x-amz-trailer'] === 'x-amz-checksum-crc32' && promised === undefined) return 'MalformedTrailerError';
  return promised === undefined || promised === crc32Of(body) ? body : 'BadDigest';
}

export { crc32Of };
