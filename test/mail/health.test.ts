// A mail server that is gone, or says nothing, is told of; requests still come, since every promised mail is kept.
import { once } from 'node:events';
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';
import { startTestApp, type TestApp } from '../support/app.ts';
import { startSmtp } from '../support/smtp.ts';

let app: TestApp | undefined;
let silent: Server | undefined;
const sockets = new Set<Socket>();
afterEach(async () => {
  await app?.close();
  for (const socket of sockets) socket.destroy();
  silent?.close();
  app = undefined;
  silent = undefined;
});

async function startWith(url: string): Promise<TestApp> {
  app = await startTestApp({ env: { SMTP_URL: url } });
  return app;
}
const unwell = { status: 'degraded', ready: true, parts: expect.objectContaining({ mail: 'unhealthy' }) };

test('a server that answers is healthy, and one that has gone is not', async () => {
  const smtp = await startSmtp();
  const { http } = await startWith(smtp.url);
  expect((await http.get('/health/ready').expect(200)).body.parts.mail).toBe('healthy');
  await smtp.close();
  await app?.close();
  const again = await startWith(smtp.url);
  expect((await again.http.get('/health/ready').expect(200)).body).toMatchObject(unwell);
});

test('a server that says nothing holds nobody up', async () => {
  silent = createServer((socket) => sockets.add(socket.on('error', () => {})));
  silent.listen(0, '127.0.0.1');
  await once(silent, 'listening');
  const { port } = silent.address() as AddressInfo;
  const { http } = await startWith(`smtp://127.0.0.1:${port}`);
  expect((await http.get('/health/ready').expect(200)).body).toMatchObject(unwell);
});
