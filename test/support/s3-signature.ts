// AWS Signature Version 4 as a service checks it: the canonical request is made anew from what arrived.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/create-signed-request.html
import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';

export interface Credentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
}

const hmac = (key: string | Buffer, text: string) => createHmac('sha256', key).update(text).digest();
const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');
const encode = (text: string) =>
  encodeURIComponent(text).replace(/[!'()*]/g, (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`);

interface Claim {
  readonly credential: string;
  readonly signedHeaders: string;
  readonly signature: string;
  readonly date: string;
  readonly payloadHash: string;
  readonly expiresSeconds: number | undefined;
}

function readClaim(request: IncomingMessage, query: URLSearchParams): Claim | undefined {
  const [, credential, signedHeaders, signature] =
    /^AWS4-HMAC-SHA256 Credential=([^,]+), SignedHeaders=([^,]+), Signature=([0-9a-f]{64})$/.exec(
      request.headers.authorization ?? '',
    ) ?? [];
  if (credential && signedHeaders && signature) {
    const date = String(request.headers['x-amz-date']);
    const payloadHash = String(request.headers['x-amz-content-sha256']);
    return { credential, signedHeaders, signature, date, payloadHash, expiresSeconds: undefined };
  }
  if (query.get('X-Amz-Algorithm') !== 'AWS4-HMAC-SHA256') return undefined;
  return {
    credential: query.get('X-Amz-Credential') ?? '',
    signedHeaders: query.get('X-Amz-SignedHeaders') ?? '',
    signature: query.get('X-Amz-Signature') ?? '',
    date: query.get('X-Amz-Date') ?? '',
    payloadHash: 'UNSIGNED-PAYLOAD',
    expiresSeconds: Number(query.get('X-Amz-Expires')),
  };
}

function canonicalRequest(request: IncomingMessage, url: URL, claim: Claim): string {
  const query = [...url.searchParams]
    .filter(([name]) => name !== 'X-Amz-Signature')
    .map(([name, value]) => `${encode(name)}=${encode(value)}`)
    .sort()
    .join('&');
  const headers = claim.signedHeaders
    .split(';')
    .map((name) => `${name}:${String(request.headers[name] ?? '').trim()}\n`)
    .join('');
  return [request.method, url.pathname, query, headers, claim.signedHeaders, claim.payloadHash].join('\n');
}

const timeOf = (date: string) =>
  Date.parse(date.replace(/^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/, '$1-$2-$3T$4:$5:$6Z'));

/** The code of the error that S3 answers, or undefined for a request that its sender has signed. */
export function signatureProblem(request: IncomingMessage, url: URL, known: Credentials): string | undefined {
  const claim = readClaim(request, url.searchParams);
  if (!claim) return 'AccessDenied';
  const [accessKeyId = '', day = '', region = '', service = '', end = ''] = claim.credential.split('/');
  if (accessKeyId !== known.accessKeyId) return 'InvalidAccessKeyId';
  const ageSeconds = (Date.now() - timeOf(claim.date)) / 1000;
  if (claim.expiresSeconds !== undefined && !(ageSeconds < claim.expiresSeconds)) return 'AccessDenied';
  if (claim.expiresSeconds === undefined && !(Math.abs(ageSeconds) < 900)) return 'RequestTimeTooSkewed';
  const scope = [day, region, service, end].join('/');
  const toSign = ['AWS4-HMAC-SHA256', claim.date, scope, sha256(canonicalRequest(request, url, claim))].join('\n');
  const key = [region, service, end].reduce(hmac, hmac(`AWS4${known.secretAccessKey}`, day));
  const expected = hmac(key, toSign);
  const given = Buffer.from(claim.signature, 'hex');
  return given.length === expected.length && timingSafeEqual(given, expected) ? undefined : 'SignatureDoesNotMatch';
}
