// The least that takes a file in: node:http and a plain stream, into the storage of Cameo or into a file. No database, no
// look at the bytes.
import { randomUUID } from 'node:crypto';
import { open } from 'node:fs/promises';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { loadConfig } from '../../dist/config/index.js';
import { createContainer } from '../../dist/src/container.js';

const config = loadConfig();
const { storage } = await createContainer({ config, process: 'bench' });

async function writeFile(source) {
  const file = await open(join(config.dataDirectory, randomUUID()), 'wx');
  await pipeline(source, file.createWriteStream({ flush: true }));
}

createServer((request, response) => {
  if (request.method === 'GET') return response.end('{}');
  const written =
    request.url === '/file'
      ? writeFile(request)
      : storage.put(`bench/${randomUUID()}`, request, { contentType: 'application/octet-stream' });
  written.then(
    () => response.writeHead(202).end('{}'),
    (error) => response.writeHead(500).end(String(error)),
  );
}).listen(Number(process.env.PORT), '127.0.0.1');
process.once('SIGTERM', () => process.exit(0));
