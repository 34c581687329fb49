// Errors that mean the same at both doors: a status for HTTP, a retry rule for the queue, a safe sentence for people.

export interface ErrorDetail {
  /** Where: a JSON path such as `socialLinks.github`. */
  readonly path: string;
  readonly message: string;
}

export interface ErrorOptions {
  readonly details?: readonly ErrorDetail[];
  /** More members of the problem document, such as the fields that clash. */
  readonly extra?: Readonly<Record<string, unknown>>;
  readonly headers?: Readonly<Record<string, string>>;
  readonly cause?: unknown;
}

export class AppError extends Error {
  readonly code: string;
  readonly status: number;
  readonly retry: 'never' | 'later';
  readonly details: readonly ErrorDetail[] | undefined;
  readonly extra: Readonly<Record<string, unknown>> | undefined;
  readonly headers: Readonly<Record<string, string>> | undefined;

  constructor(definition: ErrorDefinition, message: string, options: ErrorOptions) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = 'AppError';
    this.code = definition.code;
    this.status = definition.status;
    this.retry = definition.retry;
    this.details = options.details;
    this.extra = options.extra;
    this.headers = options.headers;
  }
}

export interface ErrorDefinition {
  readonly code: string;
  readonly status: number;
  readonly message: string;
  readonly retry: 'never' | 'later';
  /** Makes the error; `message` replaces the standard sentence where a more exact one is known. */
  (options?: ErrorOptions & { message?: string }): AppError;
}

/** Defines an error once, beside the code that throws it. */
export function defineError(
  code: string,
  status: number,
  message: string,
  { retry = 'never' }: { retry?: 'never' | 'later' } = {},
): ErrorDefinition {
  const definition: ErrorDefinition = Object.assign(
    (options: ErrorOptions & { message?: string } = {}) =>
      new AppError(definition, options.message ?? message, options),
    { code, status, message, retry },
  );
  return definition;
}
