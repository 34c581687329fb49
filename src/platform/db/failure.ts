// What a failed statement means, whether Sequelize or node-postgres tells of it.

interface Failure {
  /** SQLSTATE, or a system error such as ECONNREFUSED. */
  readonly code: string | undefined;
  readonly constraint: string | undefined;
  readonly message: string;
}

const textOf = (value: object, name: string): string | undefined => {
  const text: unknown = Reflect.get(value, name);
  return typeof text === 'string' ? text : undefined;
};

/** The driver's own error, which Sequelize wraps as `original` (and connection errors as `parent`). */
function failureOf(error: unknown): Failure | undefined {
  if (error === null || typeof error !== 'object' || !('message' in error)) return undefined;
  const wrapped: unknown = Reflect.get(error, 'original') ?? error;
  const source = wrapped !== null && typeof wrapped === 'object' ? wrapped : error;
  return {
    code: textOf(source, 'code'),
    constraint: textOf(source, 'constraint'),
    message: textOf(source, 'message') ?? '',
  };
}

const retryable = new Set(['40001', '40P01']); // serialization_failure, deadlock_detected

/** Whether the same transaction may succeed when it is run again. */
export const isRetryable = (error: unknown): boolean => retryable.has(failureOf(error)?.code ?? '');

/** Whether `error` has one of these SQLSTATEs. */
export const failsWith = (error: unknown, ...codes: readonly string[]): boolean =>
  codes.includes(failureOf(error)?.code ?? '');

// unique_violation, foreign_key_violation
const violations: readonly (string | undefined)[] = ['23505', '23503'];

/** Whether `error` is a violation of the unique index or foreign key of that name. */
export const violates = (error: unknown, constraint: string): boolean => {
  const failure = failureOf(error);
  return violations.includes(failure?.code) && failure?.constraint === constraint;
};

// Class 08: connection; 57P: shutdown or crash; 53: out of resources.
const unavailableCode = /^(08|57P|53)|^(ECONNREFUSED|ECONNRESET|ENOENT|EPIPE|ETIMEDOUT|EAI_AGAIN|ENOTFOUND)$/;
const unavailableName = /^Sequelize(Connection|HostNotReachable|AccessDenied|InvalidConnection)/;

/** Whether the database could not be asked at all; the statement itself may be fine. */
export function isDatabaseUnavailable(error: unknown): boolean {
  const failure = failureOf(error);
  if (!failure || !(error instanceof Error)) return false;
  if (unavailableName.test(error.name)) return true;
  // node-postgres gives these no code.
  if (/Connection terminated|Client has encountered a connection error|not queryable/i.test(failure.message))
    return true;
  // ENOENT is a missing socket only when the driver was connecting; files have a path and a call of their own.
  if (failure.code === 'ENOENT') return Reflect.get(error, 'syscall') === 'connect';
  return unavailableCode.test(failure.code ?? '');
}
