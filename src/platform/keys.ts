// The two secrets everything else derives from: a master secret and the ES256 signing key.
import {
  createHash,
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  hkdfSync,
  type KeyObject,
  randomBytes,
} from 'node:crypto';
import { linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { errorCode } from './os/error-code.ts';

export interface Keys {
  /** 32 bytes for one purpose; purposes never share a key. */
  derive(purpose: string): Buffer;
  readonly signing: {
    readonly kid: string;
    readonly privateKey: KeyObject;
    readonly publicKey: KeyObject;
    /** What `/.well-known/jwks.json` publishes. */
    readonly publicJwk: Readonly<Record<string, unknown>>;
  };
}

/** Reads `file`, or makes it; of several processes that start together exactly one makes it. */
function readOrCreate(file: string, create: () => string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    if (errorCode(error) !== 'ENOENT') throw error;
  }
  const draft = `${file}.${randomBytes(6).toString('hex')}`;
  writeFileSync(draft, create(), { mode: 0o600 });
  try {
    linkSync(draft, file); // unlike rename, fails when another process was first
  } catch (error) {
    if (errorCode(error) !== 'EEXIST') throw error;
  } finally {
    rmSync(draft);
  }
  return readFileSync(file, 'utf8');
}

function newSigningKey(): string {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  return privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
}

/** RFC 7638 thumbprint: the same key has the same `kid` wherever it is loaded. */
function thumbprint({ crv, kty, x, y }: { crv?: unknown; kty?: unknown; x?: unknown; y?: unknown }): string {
  return createHash('sha256').update(JSON.stringify({ crv, kty, x, y })).digest('base64url');
}

/** 32 bytes for one purpose. */
export const deriveKey = (secret: string, purpose: string): Buffer =>
  Buffer.from(hkdfSync('sha256', secret, '', `cameo:${purpose}`, 32));

/** The configured keys, or (outside production, where they are required) those of `<dataDirectory>/keys`, made on first use. */
export function loadKeys(options: {
  secret: string | undefined;
  signingKey: string | undefined;
  dataDirectory: string;
}): Keys {
  const directory = join(options.dataDirectory, 'keys');
  if (!options.secret || !options.signingKey) mkdirSync(directory, { recursive: true, mode: 0o700 });
  const secret = options.secret ?? readOrCreate(join(directory, 'secret'), () => randomBytes(48).toString('base64url'));
  const pem = options.signingKey ?? readOrCreate(join(directory, 'signing.pem'), newSigningKey);
  const privateKey = createPrivateKey(pem);
  const publicKey = createPublicKey(privateKey);
  const jwk = publicKey.export({ format: 'jwk' });
  if (jwk.kty !== 'EC' || jwk.crv !== 'P-256') throw new Error('SIGNING_KEY: must be a P-256 key');
  const kid = thumbprint(jwk);
  return {
    derive: (purpose) => deriveKey(secret, purpose),
    signing: { kid, privateKey, publicKey, publicJwk: { ...jwk, kid, alg: 'ES256', use: 'sig' } },
  };
}
