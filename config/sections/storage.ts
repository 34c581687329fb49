// Where files are kept, and under which keys.
import Joi from 'joi';
import { key, type Values } from '../key.ts';
import { url } from '../schemas.ts';

const secret = () => Joi.string().min(32);

export const storage = {
  title: 'Files',
  keys: {
    adapter: key<'disk' | 's3' | undefined>(
      'STORAGE_ADAPTER',
      Joi.valid('disk', 's3'),
      undefined,
      'Where files are kept: `disk` is `DATA_DIR/storage`; default `s3` if S3_BUCKET is set, otherwise `disk`.',
    ),
    fallback: key<'disk' | 's3' | undefined>(
      'STORAGE_FALLBACK',
      Joi.valid('disk', 's3'),
      undefined,
      'Where files are also looked for, and deleted, while `npm run storage:migrate` moves them.',
    ),
    bucket: key<string | undefined>(
      'S3_BUCKET',
      Joi.string(),
      undefined,
      'An S3 bucket for files; it can and should be private. Credentials are found as every AWS program finds them.',
    ),
    prefix: key<string>(
      'S3_PREFIX',
      Joi.string().pattern(/^([A-Za-z0-9_-][A-Za-z0-9._-]*\/)*$/),
      '',
      'What keys in the bucket begin with, such as `cameo/`. Behind it each class of file has its own prefix: `avatars/`, `originals/`.',
    ),
    endpoint: key<string | undefined>(
      'S3_ENDPOINT',
      url('http', 'https'),
      undefined,
      'An S3-compatible service other than AWS.',
    ),
    region: key<string | undefined>('AWS_REGION', Joi.string(), undefined, 'The region of the bucket.'),
    forcePathStyle: key<boolean | undefined>(
      'S3_FORCE_PATH_STYLE',
      Joi.boolean(),
      undefined,
      'Whether the bucket stands in the path and not in the host name; default true if S3_ENDPOINT is set.',
    ),
    checksums: key<'when_supported' | 'when_required'>(
      'S3_CHECKSUMS',
      Joi.valid('when_supported', 'when_required'),
      'when_supported',
      '`when_required` for services that do not know the checksums that AWS has by default.',
    ),
    serverSideEncryption: key<'AES256' | 'aws:kms' | undefined>(
      'S3_SSE',
      Joi.valid('AES256', 'aws:kms'),
      undefined,
      'Encryption that the bucket’s service does as well: `AES256` (SSE-S3) or `aws:kms` (SSE-KMS).',
    ),
    kmsKeyId: key<string | undefined>(
      'S3_SSE_KMS_KEY_ID',
      Joi.string(),
      undefined,
      'The key for `aws:kms`, if not the account’s default.',
    ),
    encryption: key<'on' | 'adopt' | 'off'>(
      'STORAGE_ENCRYPTION',
      Joi.valid('on', 'adopt', 'off'),
      'on',
      '`on` encrypts every file with a data key of its own and refuses what is not; `off` leaves that to the disk or the bucket; `adopt` is `on` after `off`: unencrypted files are still read, and encrypted in the background.',
    ),
    key: key<string | undefined>(
      'STORAGE_KEY',
      secret(),
      undefined,
      'At least 32 characters; wraps the data keys of files. Default SECRET_KEY.',
      { secret: true },
    ),
    previousKey: key<string | undefined>(
      'STORAGE_KEY_PREVIOUS',
      secret(),
      undefined,
      'The STORAGE_KEY (or SECRET_KEY) before; opens files until they are wrapped anew, which the log tells.',
      { secret: true },
    ),
    vaultAddress: key<string | undefined>(
      'VAULT_ADDR',
      url('http', 'https'),
      undefined,
      'A HashiCorp Vault or OpenBao whose transit engine wraps the data keys instead of STORAGE_KEY.',
    ),
    vaultToken: key<string | undefined>(
      'VAULT_TOKEN',
      Joi.string().pattern(/^[\x21-\x7e]+$/),
      undefined,
      'Its token; needs `update` on `transit/encrypt/<key>` and `transit/decrypt/<key>`.',
      { secret: true },
    ),
    vaultKey: key<string | undefined>(
      'VAULT_TRANSIT_KEY',
      Joi.string().pattern(/^[A-Za-z0-9_.-]+$/),
      undefined,
      'The name of the transit key, of type `aes256-gcm96`.',
    ),
  },
} as const;

type StorageValues = Values<typeof storage>;

/** The adapter that is written to. */
export const adapterOf = ({ adapter, bucket }: StorageValues): 'disk' | 's3' => adapter ?? (bucket ? 's3' : 'disk');

/** What does not go together. */
export function storageProblems(values: StorageValues): string[] {
  const problems: string[] = [];
  const adapter = adapterOf(values);
  if (!values.bucket && (adapter === 's3' || values.fallback === 's3'))
    problems.push('S3_BUCKET: is required to keep files in S3');
  if (values.fallback === adapter) problems.push(`STORAGE_FALLBACK: files are kept in ${adapter} already`);
  if (values.kmsKeyId && values.serverSideEncryption !== 'aws:kms')
    problems.push('S3_SSE_KMS_KEY_ID: goes with S3_SSE=aws:kms only');
  const vault = { VAULT_ADDR: values.vaultAddress, VAULT_TOKEN: values.vaultToken, VAULT_TRANSIT_KEY: values.vaultKey };
  const missing = Object.entries(vault).filter(([, value]) => value === undefined);
  if (missing.length === 1 || missing.length === 2)
    problems.push(...missing.map(([variable]) => `${variable}: is required, as another variable of Vault is set`));
  return problems;
}
