// An S3 with one bucket, in memory: signatures and checksums are verified, conditions kept, listings paged, parts assembled.
import { createHash, randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { crc32Of, readContent } from './s3-body.ts';
import { type Credentials, signatureProblem } from './s3-signature.ts';

const minPartBytes = 5 * 1024 * 1024;
const bucket = 'cameo-test';

interface KeptObject {
  readonly body: Buffer;
  readonly etag: string;
  readonly at: Date;
  readonly headers: Readonly<Record<string, string>>;
}

interface MultipartUpload {
  readonly key: string;
  readonly at: Date;
  readonly headers: Readonly<Record<string, string>>;
  readonly parts: Map<number, Buffer>;
}

export interface S3Traits {
  /** Keys on a page of a listing. */
  pageSize: number;
  /** As services that are older than conditional writes: the headers mean nothing. */
  ignoresConditions: boolean;
  /** As services that are older than checksums: a request with one is refused. */
  knowsChecksums: boolean;
  /** Answers every request with this error. */
  failsWith: { status: number; code: string } | undefined;
}

export type S3Server = Awaited<ReturnType<typeof startS3Server>>;

const md5 = (body: Buffer) => createHash('md5').update(body).digest('hex');
const escapeXml = (text: string) => text.replace(/[<>&]/g, (char) => `&#${char.charCodeAt(0)};`);
const kept = /^(content-type|x-amz-server-side-encryption.*)$/;
const keptHeaders = (headers: IncomingMessage['headers']) =>
  Object.fromEntries(
    Object.entries(headers).flatMap(([name, value]) => (kept.test(name) ? [[name, String(value)]] : [])),
  );

async function readAll(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk);
  return Buffer.concat(chunks);
}

interface Call {
  readonly method: string;
  readonly key: string;
  readonly query: URLSearchParams;
  readonly headers: IncomingMessage['headers'];
  readonly body: Buffer;
}

interface Answer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: Buffer | string;
}

const xml = (root: string, content: string, status = 200): Answer => ({
  status,
  headers: { 'content-type': 'application/xml' },
  body: `<?xml version="1.0" encoding="UTF-8"?>\n<${root} xmlns="http://s3.amazonaws.com/doc/2006-03-01/">${content}</${root}>`,
});
const failure = (status: number, code: string): Answer =>
  xml('Error', `<Code>${code}</Code><Message>${code}</Message>`, status);

/** Starts it; requests must be signed with `credentials`. */
export async function startS3Server(credentials: Credentials) {
  const objects = new Map<string, KeptObject>();
  const uploads = new Map<string, MultipartUpload>();
  const traits: S3Traits = { pageSize: 1000, ignoresConditions: false, knowsChecksums: true, failsWith: undefined };
  const calls: string[] = [];

  function conditionProblem({ key, headers }: Call): Answer | undefined {
    if (traits.ignoresConditions) return undefined;
    const found = objects.get(key);
    if (headers['if-none-match'] === '*' && found) return failure(412, 'PreconditionFailed');
    if (headers['if-match'] === undefined) return undefined;
    if (!found) return failure(404, 'NoSuchKey');
    return headers['if-match'] === found.etag ? undefined : failure(412, 'PreconditionFailed');
  }

  function keep(key: string, body: Buffer, etag: string, headers: KeptObject['headers']): void {
    objects.set(key, { body, etag: `"${etag}"`, at: new Date(), headers });
  }

  function list({ query }: Call): Answer {
    const token = query.get('continuation-token');
    const after = token ? Buffer.from(token, 'base64url').toString() : (query.get('start-after') ?? '');
    const prefix = query.get('prefix') ?? '';
    const keys = [...objects.keys()].filter((key) => key.startsWith(prefix) && key > after).sort();
    const page = keys.slice(0, Math.min(traits.pageSize, Number(query.get('max-keys') ?? 1000)));
    const next = Buffer.from(page.at(-1) ?? '').toString('base64url');
    const contents = page.map((key) => {
      const { at, etag, body } = objects.get(key) ?? { at: new Date(), etag: '', body: '' };
      return `<Contents><Key>${escapeXml(key)}</Key><LastModified>${at.toISOString()}</LastModified><ETag>${etag}</ETag><Size>${body.length}</Size></Contents>`;
    });
    const more = page.length < keys.length;
    const head = `<Name>${bucket}</Name><Prefix>${escapeXml(prefix)}</Prefix><KeyCount>${page.length}</KeyCount><IsTruncated>${more}</IsTruncated>`;
    return xml(
      'ListBucketResult',
      `${head}${more ? `<NextContinuationToken>${next}</NextContinuationToken>` : ''}${contents.join('')}`,
    );
  }

  function listUploads({ query }: Call): Answer {
    const found = [...uploads].filter(([, { key }]) => key.startsWith(query.get('prefix') ?? ''));
    const rows = found.map(
      ([id, { key, at }]) =>
        `<Upload><Key>${escapeXml(key)}</Key><UploadId>${id}</UploadId><Initiated>${at.toISOString()}</Initiated></Upload>`,
    );
    return xml('ListMultipartUploadsResult', `<IsTruncated>false</IsTruncated>${rows.join('')}`);
  }

  function complete(call: Call, upload: MultipartUpload, id: string): Answer {
    const claimed = [...call.body.toString().matchAll(/<Part>(.*?)<\/Part>/gs)].map(([, part = '']) => ({
      number: Number(/<PartNumber>(\d+)</.exec(part)?.[1]),
      etag: /<ETag>(?:&quot;|")([0-9a-f]+)/.exec(part)?.[1],
    }));
    const parts = claimed.map(({ number, etag }) => {
      const body = upload.parts.get(number);
      return body && md5(body) === etag ? body : undefined;
    });
    if (parts.length === 0 || claimed.some(({ number }, at) => at > 0 && number <= (claimed[at - 1]?.number ?? 0)))
      return failure(400, 'InvalidPartOrder');
    if (!parts.every((part) => part !== undefined)) return failure(400, 'InvalidPart');
    if (parts.slice(0, -1).some((part) => part.length < minPartBytes)) return failure(400, 'EntityTooSmall');
    const problem = conditionProblem(call);
    if (problem) return problem;
    const etag = `${md5(Buffer.concat(parts.map((part) => Buffer.from(md5(part), 'hex'))))}-${parts.length}`;
    keep(call.key, Buffer.concat(parts), etag, upload.headers);
    uploads.delete(id);
    return xml('CompleteMultipartUploadResult', `<Key>${escapeXml(call.key)}</Key><ETag>"${etag}"</ETag>`);
  }

  function multipart(call: Call): Answer {
    const { method, key, query, body } = call;
    if (query.has('uploads')) {
      if (method === 'GET') return listUploads(call);
      const id = randomUUID();
      uploads.set(id, { key, at: new Date(), headers: keptHeaders(call.headers), parts: new Map() });
      return xml('InitiateMultipartUploadResult', `<Key>${escapeXml(key)}</Key><UploadId>${id}</UploadId>`);
    }
    const id = query.get('uploadId') ?? '';
    const upload = uploads.get(id);
    if (!upload || upload.key !== key) return failure(404, 'NoSuchUpload');
    if (method === 'POST') return complete(call, upload, id);
    if (method === 'DELETE') uploads.delete(id);
    if (method !== 'PUT') return { status: 204 };
    upload.parts.set(Number(query.get('partNumber')), body);
    return { status: 200, headers: { etag: `"${md5(body)}"` } };
  }

  function read({ method, key, headers }: Call): Answer {
    const found = objects.get(key);
    if (!found) return failure(404, 'NoSuchKey');
    const checksum = headers['x-amz-checksum-mode'] === 'ENABLED' && { 'x-amz-checksum-crc32': crc32Of(found.body) };
    return {
      status: 200,
      headers: {
        ...found.headers,
        etag: found.etag,
        'last-modified': found.at.toUTCString(),
        'content-length': String(found.body.length),
        ...checksum,
      },
      ...(method === 'GET' && { body: found.body }),
    };
  }

  function answer(call: Call): Answer {
    const { method, key, query, headers, body } = call;
    if (query.has('uploads') || query.has('uploadId')) return multipart(call);
    if (key === '') return query.get('list-type') === '2' ? list(call) : failure(501, 'NotImplemented');
    if (method === 'GET' || method === 'HEAD') return read(call);
    if (method === 'DELETE') objects.delete(key);
    if (method !== 'PUT') return { status: 204 };
    const problem = conditionProblem(call);
    if (problem) return problem;
    keep(key, body, md5(body), keptHeaders(headers));
    return { status: 200, headers: { etag: `"${md5(body)}"` } };
  }

  async function serve(request: IncomingMessage): Promise<Answer> {
    const url = new URL(request.url ?? '/', 'http://s3');
    const [, name, ...segments] = url.pathname.split('/').map(decodeURIComponent);
    const raw = await readAll(request);
    const method = request.method ?? '';
    calls.push(`${method} ${url.pathname.slice(1)}`);
    if (traits.failsWith) return failure(traits.failsWith.status, traits.failsWith.code);
    const problem = signatureProblem(request, url, credentials);
    if (problem) return failure(403, problem);
    const usesChecksums = Object.keys(request.headers).some((header) =>
      /^x-amz-(checksum|trailer|sdk-checksum)/.test(header),
    );
    if (!traits.knowsChecksums && usesChecksums) return failure(501, 'NotImplemented');
    if (name !== bucket) return failure(404, 'NoSuchBucket');
    const body = readContent(raw, request.headers);
    if (typeof body === 'string') return failure(400, body);
    return answer({ method, key: segments.join('/'), query: url.searchParams, headers: request.headers, body });
  }

  const server = createServer((request: IncomingMessage, response: ServerResponse) => {
    serve(request).then(
      ({ status, headers = {}, body }) =>
        response.writeHead(status, headers).end(request.method === 'HEAD' ? '' : body),
      () => response.destroy(), // the client went away
    );
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    endpoint: `http://127.0.0.1:${port}`,
    bucket,
    objects,
    uploads,
    traits,
    /** `GET cameo-test/key` of everything that was asked, refused or not. */
    calls,
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
