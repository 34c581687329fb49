// A database that ends a connection at the worst moment: right when it is made.

import type { AddressInfo } from 'node:net';
import { createServer, type Server } from 'node:net';
import { createSequelize } from '../../src/platform/db/sequelize.ts';
import { createQueueBackend } from '../../src/platform/queue/backend.ts';

function message(type: string, body: Buffer): Buffer {
  const head = Buffer.alloc(5);
  head.write(type, 'latin1');
  head.writeInt32BE(body.length + 4, 1);
  return Buffer.concat([head, body]);
}

const signedIn = message('R', Buffer.alloc(4));
const readyForQuery = message('Z', Buffer.from('I'));
const terminated = message(
  'E',
  Buffer.from('SFATAL\0C57P01\0Mterminating connection due to administrator command\0\0'),
);

describe('a connection that is ended the moment it is made', () => {
  let server: Server;
  let url: string;

  beforeEach(async () => {
    server = createServer((socket) => {
      socket.on('error', () => {});
      socket.once('data', () => socket.end(Buffer.concat([signedIn, readyForQuery, terminated])));
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    url = `postgres://someone:secret@127.0.0.1:${(server.address() as AddressInfo).port}/db`;
  });
  afterEach(() => new Promise((resolve) => server.close(resolve)));

  it('fails the statements of the service, and nothing else', async () => {
    const sequelize = createSequelize(url);
    await expect(sequelize.query('select 1')).rejects.toThrow(/connection|terminat/i);
    await sequelize.close();
  });

  it('fails those of the queue, and nothing else', async () => {
    const backend = createQueueBackend({ databaseUrl: url, redisUrl: undefined, workers: 1 });
    await expect(backend.check()).rejects.toThrow(/connection|terminat/i);
    const queue = backend.queue('mail');
    await expect(backend.ready()).rejects.toThrow(/connection|terminat/i);
    await queue.close();
    await backend.close();
  });
});
