// What a container writes to its log, kept instead of printed.
import { symbols } from 'pino';
import type { Container } from '../../src/container.ts';

/** Lines from now on, also those of child loggers; start the app with `LOG_LEVEL: 'trace'` to have them all. */
export function captureLogs({ logger }: Pick<Container, 'logger'>): string[] {
  const lines: string[] = [];
  const stream = (logger as unknown as { [symbols.streamSym]: { write(line: string): boolean } })[symbols.streamSym];
  stream.write = (line) => lines.push(line) > 0;
  return lines;
}
