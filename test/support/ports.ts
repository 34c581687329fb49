// Ports for servers that tests stop and start again.
import { randomInt } from 'node:crypto';
import { findFreePort } from '../../src/platform/os/free-port.ts';

/** A free port below those that the system gives to outgoing connections: nobody takes it while its server is down. */
export async function findLastingPort(): Promise<number> {
  const port = await findFreePort('127.0.0.1', randomInt(20_000, 30_000), 100);
  if (port === undefined) throw new Error('No port is free');
  return port;
}
