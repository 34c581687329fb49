// What the service says when it refuses.
export interface ErrorDetail {
  readonly path: string;
  readonly message: string;
}

export class ApiError extends Error {
  override name = 'ApiError';
  readonly status: number;
  /** Stable, like `EMAIL_NOT_VERIFIED`; `OFFLINE` when nobody answered. */
  readonly code: string;
  readonly details: readonly ErrorDetail[];
  /** Whatever else the refusal carries. */
  readonly body: Readonly<Record<string, unknown>>;
  /** After how long it may work, if that is told. */
  readonly retryAfterSeconds: number | undefined;

  constructor(status: number, body: Readonly<Record<string, unknown>>, retryAfterSeconds?: number) {
    super(typeof body.error === 'string' ? body.error : 'Something went wrong.');
    this.status = status;
    this.code = typeof body.code === 'string' ? body.code : 'UNKNOWN';
    this.details = Array.isArray(body.details) ? (body.details as ErrorDetail[]) : [];
    this.body = body;
    this.retryAfterSeconds = retryAfterSeconds;
  }

  /** What the refusal says of each field, by its path. */
  get fields(): Record<string, string> {
    return Object.fromEntries(this.details.map(({ path, message }) => [path, message]));
  }
}

export const isApiError = (error: unknown, ...codes: readonly string[]): error is ApiError =>
  error instanceof ApiError && (codes.length === 0 || codes.includes(error.code));

/** True for what may be over when it is tried again. */
export const isPassing = (error: unknown): boolean =>
  error instanceof ApiError && (error.code === 'OFFLINE' || error.status === 429 || error.status >= 500);
