// The floor of serving pictures: node:http streaming plain files of FILES, nothing else.
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { createServer } from 'node:http';
import { basename, join } from 'node:path';
import { pipeline } from 'node:stream/promises';

async function serve(request, response) {
  if (request.url === '/ready') return response.end('ready');
  const path = join(process.env.FILES, basename(request.url));
  const { size } = await stat(path);
  response.writeHead(200, { 'content-type': 'image/webp', 'content-length': size });
  await pipeline(createReadStream(path), response).catch(() => {}); // whoever measures hangs up in the middle
}

const server = createServer((request, response) => void serve(request, response));
server.listen(Number(process.env.PORT), '127.0.0.1');
process.on('SIGTERM', () => process.exit(0));
