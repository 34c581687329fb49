// Chooses between traces and none.
import { noTracing, type Tracing } from './tracing.ts';

/** @param endpoint the base address of an OTLP/HTTP receiver; undefined: no traces */
export async function openTracing(options: {
  endpoint: string | undefined;
  process: string;
  version: string;
}): Promise<Tracing> {
  const { endpoint, ...rest } = options;
  if (endpoint === undefined) return noTracing;
  // Loaded only where it is used: it is large.
  const { createTracing } = await import('./otlp-tracing.ts');
  return createTracing({ endpoint, ...rest });
}
