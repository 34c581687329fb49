// Why a page of a stranger could not be had.

export type RefusalReason =
  | 'not-http'
  | 'has-credentials'
  | 'forbidden-port'
  | 'unknown-host'
  | 'forbidden-address'
  | 'insecure-redirect'
  | 'too-many-redirects'
  | 'too-large'
  | 'timeout'
  | 'certificate'
  | 'unreadable'
  | 'unreachable';

export class Refused extends Error {
  readonly reason: RefusalReason;
  constructor(reason: RefusalReason) {
    super(reason);
    this.name = 'Refused';
    this.reason = reason;
  }
}

const certificateProblem = /^(CERT_|ERR_TLS_|ERR_SSL_|DEPTH_ZERO_|SELF_SIGNED_|UNABLE_TO_|HOSTNAME_MISMATCH|EPROTO)/;

/** The reason of whatever was thrown on the way. */
export function reasonOf(error: unknown): RefusalReason {
  if (error instanceof Refused) return error.reason;
  const code = typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : '';
  if (code === 'UND_ERR_HEADERS_OVERFLOW') return 'too-large';
  if (/^(UND_ERR_\w*TIMEOUT|ETIMEDOUT)$/.test(code)) return 'timeout';
  if (certificateProblem.test(code)) return 'certificate';
  return /^(Z_|ERR__ERROR_FORMAT_|ERR_BROTLI|ERR_PADDING|HPE_)/.test(code) ? 'unreadable' : 'unreachable';
}
