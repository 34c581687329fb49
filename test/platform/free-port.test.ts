import { once } from 'node:events';
import { createServer, type Server } from 'node:net';
import { findFreePort } from '../../src/platform/os/free-port.ts';

const servers: Server[] = [];

async function occupy(port: number): Promise<number> {
  const server = createServer().listen(port, '127.0.0.1');
  servers.push(server);
  await once(server, 'listening');
  const address = server.address();
  return typeof address === 'object' ? (address?.port ?? 0) : 0;
}

afterEach(() => {
  for (const server of servers.splice(0)) server.close();
});

it('takes the wanted port when it is free', async () => {
  const port = await occupy(0);
  servers.pop()?.close();
  expect(await findFreePort('127.0.0.1', port, 0)).toBe(port);
});

it('takes a later one when somebody has the wanted one', async () => {
  const port = await occupy(0);
  const found = await findFreePort('127.0.0.1', port, 20);
  expect(found).toBeGreaterThan(port);
  expect(found).toBeLessThanOrEqual(port + 20);
});

it('finds none when it may look no further', async () => {
  const port = await occupy(0);
  expect(await findFreePort('127.0.0.1', port, 0)).toBeUndefined();
});

it('lets the system choose for 0', async () => {
  expect(await findFreePort('127.0.0.1', 0, 20)).toBeGreaterThan(0);
});

it('says which variables are wrong when it may not listen there', async () => {
  await expect(findFreePort('192.0.2.1', 8092, 20)).rejects.toThrow('HOST=192.0.2.1 PORT=8092');
});
