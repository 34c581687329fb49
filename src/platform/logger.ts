// JSON log lines without personal data: what could carry it is redacted, whoever logs it.
import { type Logger, pino } from 'pino';

export type { Logger };

const secretPaths = ['authorization', 'cookie', 'password', 'token', 'accessToken', 'refreshToken', 'email'].flatMap(
  (name) => [name, `*.${name}`, `*.*.${name}`],
);

// SQLSTATE class 22, data exceptions: the message quotes the value that would not do.
const quoteless = (message: string, code: unknown) =>
  /^22...$/.test(String(code)) ? message.replace(/".*"/s, '"…"') : message;

/** Database errors repeat row values, in `detail` and `parameters` too: only what names the fault is kept. */
function serializeError(error: unknown): object {
  if (!(error instanceof Error)) return { message: String(error) };
  const original = 'original' in error && error.original instanceof Error ? error.original : undefined;
  const code = original && 'code' in original ? original.code : 'code' in error ? error.code : undefined;
  const cause = error.cause === undefined ? undefined : serializeError(error.cause);
  const message = quoteless(error.message, code);
  return { type: error.name, message, code, stack: error.stack?.replace(error.message, () => message), cause };
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
