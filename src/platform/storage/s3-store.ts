// Objects in an S3 bucket, or in whatever speaks its language. The first segment of a key is the class of object, so each
// class has a prefix of its own for policies and lifecycle rules.
import { Readable } from 'node:stream';
import {
  AbortMultipartUploadCommand,
  DeleteObjectCommand,
  GetObjectCommand,
  HeadObjectCommand,
  ListMultipartUploadsCommand,
  PutObjectCommand,
  type PutObjectCommandInput,
  paginateListObjectsV2,
  S3Client,
} from '@aws-sdk/client-s3';
import { Upload } from '@aws-sdk/lib-storage';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
import { isStorageKey, StorageConflictError } from './port.ts';
import type { ObjectStore } from './store.ts';

export interface S3StoreOptions {
  readonly bucket: string;
  /** In front of every key, such as `cameo/`; may be empty. */
  readonly prefix: string;
  readonly endpoint: string | undefined;
  readonly region: string | undefined;
  readonly forcePathStyle: boolean;
  /** `when_required` for services that do not know the checksums AWS has by default. */
  readonly checksums: 'when_supported' | 'when_required';
  readonly serverSideEncryption: 'AES256' | 'aws:kms' | undefined;
  readonly kmsKeyId: string | undefined;
}

/** The smallest part that S3 takes; an upload whose length is unknown holds one part, and one that is being sent. */
const partBytes = 5 * 1024 * 1024;
const connectionTimeoutMs = 3_000;
const idleTimeoutMs = 30_000;
/** No upload takes this long: its process has died. */
const staleAfterMs = 24 * 60 * 60 * 1000;

const hasName = (error: unknown, ...names: string[]) =>
  typeof error === 'object' && error !== null && 'name' in error && names.includes(String(error.name));

function ignoreMissing(error: unknown): undefined {
  if (!hasName(error, 'NoSuchKey', 'NotFound')) throw error;
  return undefined;
}

/** Credentials are found by the SDK: environment, shared files, container or instance role. */
export function createS3Store(options: S3StoreOptions): ObjectStore {
  const { bucket: Bucket, prefix, endpoint, region } = options;
  const whenSupported = options.checksums === 'when_supported' ? 'WHEN_SUPPORTED' : 'WHEN_REQUIRED';
  const client = new S3Client({
    ...(endpoint && { endpoint }),
    ...(region && { region }),
    forcePathStyle: options.forcePathStyle,
    requestChecksumCalculation: whenSupported,
    responseChecksumValidation: whenSupported,
    requestHandler: { connectionTimeout: connectionTimeoutMs, socketTimeout: idleTimeoutMs },
  });
  const at = (key: string) => ({ Bucket, Key: `${prefix}${key}` });
  const encryption = {
    ...(options.serverSideEncryption && { ServerSideEncryption: options.serverSideEncryption }),
    ...(options.kmsKeyId && { SSEKMSKeyId: options.kmsKeyId }),
  };

  async function stat(key: string) {
    const found = await client.send(new HeadObjectCommand(at(key))).catch(ignoreMissing);
    return (
      found && {
        contentType: found.ContentType ?? 'application/octet-stream',
        bytes: found.ContentLength ?? 0,
        version: found.ETag ?? '',
      }
    );
  }

  async function open(key: string) {
    const found = await client.send(new GetObjectCommand(at(key))).catch(ignoreMissing);
    if (!found) return undefined;
    if (!(found.Body instanceof Readable)) throw new Error('S3 gives no stream');
    return {
      contentType: found.ContentType ?? 'application/octet-stream',
      bytes: found.ContentLength ?? 0,
      version: found.ETag ?? '',
      body: found.Body,
    };
  }

  /** The bucket holds the write to the condition; services that do not know conditions get a look beforehand. */
  async function conditionOf(key: string, over: string | null | undefined) {
    if (over === undefined) return {};
    if (((await stat(key))?.version ?? null) !== over) throw new StorageConflictError(key);
    return over === null ? { IfNoneMatch: '*' } : { IfMatch: over };
  }

  async function write(input: PutObjectCommandInput, body: Buffer | AsyncIterable<Buffer>): Promise<void> {
    if (Buffer.isBuffer(body)) {
      await client.send(new PutObjectCommand({ ...input, Body: body }));
      return;
    }
    const stream = Readable.from(body, { objectMode: false });
    try {
      await new Upload({ client, params: { ...input, Body: stream }, partSize: partBytes, queueSize: 1 }).done();
    } finally {
      stream.destroy();
    }
  }

  return {
    stat,
    open,

    async put(key, body, { contentType, over }) {
      const condition = await conditionOf(key, over);
      try {
        await write({ ...at(key), ...encryption, ...condition, ContentType: contentType }, body);
      } catch (error) {
        const isConflict = hasName(error, 'PreconditionFailed', 'ConditionalRequestConflict', 'NoSuchKey');
        throw over !== undefined && isConflict ? new StorageConflictError(key, error) : error;
      }
    },

    async get(key) {
      const found = await client.send(new GetObjectCommand(at(key))).catch(ignoreMissing);
      if (!found?.Body) return undefined;
      const body = Buffer.from(await found.Body.transformToByteArray());
      return { body, contentType: found.ContentType ?? 'application/octet-stream' };
    },

    async delete(key) {
      await client.send(new DeleteObjectCommand(at(key)));
    },

    async *list(prefixOfKeys, after) {
      const input = { Bucket, Prefix: `${prefix}${prefixOfKeys}` };
      const behind = after === undefined ? {} : { StartAfter: `${prefix}${after}` };
      for await (const { Contents = [] } of paginateListObjectsV2({ client }, { ...input, ...behind })) {
        for (const { Key = '', LastModified } of Contents) {
          const key = Key.slice(prefix.length);
          if (isStorageKey(key)) yield { key, cursor: key, modifiedAt: LastModified ?? new Date() };
        }
      }
    },

    presign: (key, seconds) => getSignedUrl(client, new GetObjectCommand(at(key)), { expiresIn: seconds }),

    // Not a key that others could have, so it is never listed.
    async check() {
      await client.send(new PutObjectCommand({ ...at('.check'), ...encryption, Body: 'check' }));
    },

    async sweep() {
      const before = Date.now() - staleAfterMs;
      const { Uploads = [] } = await client.send(new ListMultipartUploadsCommand({ Bucket, Prefix: prefix }));
      for (const { Key, UploadId, Initiated } of Uploads) {
        if (!Initiated || Initiated.getTime() > before) continue;
        await client.send(new AbortMultipartUploadCommand({ Bucket, Key, UploadId }));
      }
    },
  };
}
