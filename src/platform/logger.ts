// JSON log lines without personal data: what could carry it is redacted, whoever logs it.
import { type Logger, pino } from 'pino';

export type { Logger };

const secretPaths = ['authorization', 'cookie', 'password', 'token', 'accessToken', 'refreshToken', 'email'].flatMap(
  (name) => [name, `*.${name}`, `*.*.${name}`],
);

/** Database errors repeat row values in `detail` and `parameters`: only what names the fault is kept. */
function serializeError(error: unknown): object {
  if (!(error instanceof Error)) return { message: String(error) };
  const original = 'original' in error && error.original instanceof Error ? error.original : undefined;
  const code = original && 'code' in original ? original.code : 'code' in error ? error.code : undefined;
  const cause = error.cause === undefined ? undefined : serializeError(error.cause);
  return { type: error.name, message: error.message, code, stack: error.stack, cause };
}

export function createLogger(options: { level: string; process: string }): Logger {
  return pino({
    level: options.level,
    base: { process: options.process, pid: process.pid },
    timestamp: pino.stdTimeFunctions.isoTime,
    redact: { paths: secretPaths, censor: '[redacted]' },
    serializers: { err: serializeError },
  });
}
