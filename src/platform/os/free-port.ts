// Finding a TCP port to listen on.
import { createServer } from 'node:net';

/** Listens for a moment: the port that was free (a chosen one for 0), or undefined when somebody has it. */
function probe(host: string, port: number): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'EADDRINUSE') resolve(undefined);
      else reject(new Error(`Cannot listen at HOST=${host} PORT=${port}: ${error.message}`, { cause: error }));
    });
    server.listen({ host, port, exclusive: true }, () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' ? address?.port : undefined));
    });
  });
}

/** The first free port of `port`, `port + 1`, … `port + further`; undefined when all are taken. */
export async function findFreePort(host: string, port: number, further: number): Promise<number | undefined> {
  const last = Math.min(port + further, 65_535);
  for (let candidate = port; candidate <= last; candidate++) {
    const free = await probe(host, candidate);
    if (free !== undefined) return free;
  }
  return undefined;
}
