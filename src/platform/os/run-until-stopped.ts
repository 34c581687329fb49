// The life of a process that starts other things: a signal ends it, and what it started is stopped in reverse order.

export interface Lifetime {
  /** Aborted by the first SIGINT, SIGTERM or SIGHUP. */
  readonly stopping: AbortSignal;
  /** Aborted by a second one: somebody is in a hurry. */
  readonly hurrying: AbortSignal;
  /** Registers what must happen before the process exits; the latest happens first. */
  defer(cleanup: () => void | Promise<void>): void;
}

// npm passes on the Ctrl-C that the terminal has already sent to everybody: two signals, one intention.
const echoMs = 1_000;

// Errors of our own and of the system explain themselves; a TypeError is a defect and needs its stack.
const isDefect = (error: Error) => /^(Type|Reference|Range|Syntax)Error$/.test(error.name);

function report(error: unknown): void {
  const text = error instanceof Error ? (isDefect(error) ? error.stack : error.message) : error;
  process.stderr.write(`${text}\n`);
}

function listen(stopping: AbortController, hurrying: AbortController): void {
  let stoppedAt = 0;
  const onSignal = () => {
    if (!stopping.signal.aborted) {
      stoppedAt = Date.now();
      stopping.abort();
    } else if (Date.now() - stoppedAt > echoMs) hurrying.abort();
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, onSignal);
  // The terminal may close before we do: having nobody to tell is no reason to stop half-way.
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => {});
}

const aborted = (signal: AbortSignal) =>
  new Promise<void>((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener('abort', () => resolve(), { once: true });
  });

export interface StopOptions {
  /** How long cleaning up may take; the process then exits all the same. Without it there is no limit. */
  readonly graceMs?: number;
}

/** Runs `start`, waits for a signal, cleans up and exits: with 0, or with 1 when starting or cleaning up failed. */
export async function runUntilStopped(
  start: (lifetime: Lifetime) => Promise<void>,
  { graceMs }: StopOptions = {},
): Promise<never> {
  const stopping = new AbortController();
  const hurrying = new AbortController();
  const cleanups: (() => void | Promise<void>)[] = [];
  let exitCode = 0;
  const attempt = async (work: () => void | Promise<void>) => {
    try {
      await work();
    } catch (error) {
      report(error);
      exitCode = 1;
    }
  };
  listen(stopping, hurrying);
  await attempt(async () => {
    try {
      const defer = (cleanup: () => void | Promise<void>) => void cleanups.push(cleanup);
      await start({ stopping: stopping.signal, hurrying: hurrying.signal, defer });
      await aborted(stopping.signal);
    } catch (error) {
      // What a signal interrupted has not failed.
      if (!stopping.signal.aborted) throw error;
    }
  });
  if (graceMs !== undefined) {
    setTimeout(() => {
      report(`Not everything was finished within ${graceMs / 1000} s; it is left to others`);
      process.exit(exitCode);
    }, graceMs);
  }
  for (const cleanup of cleanups.toReversed()) await attempt(cleanup);
  process.exit(exitCode);
}
