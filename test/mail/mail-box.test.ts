// The mail box of development: what was sent, as text, and nothing else of what people wrote; for this machine only.
import { mkdtemp, rm } from 'node:fs/promises';
import { request, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import supertest from 'supertest';
import { createApp } from '../../src/app.ts';
import { createHttpServer } from '../../src/platform/http/server.ts';
import { startTestApp, type TestApp } from '../support/app.ts';
import { workDone } from '../support/work.ts';

let app: TestApp;
beforeAll(async () => {
  app = await startTestApp({ workers: true });
});
afterAll(() => app?.close());

test('it shows the mails to an address, with links and without markup of others', async () => {
  const email = 'ada@example.com';
  const account = { email, password: 'correct horse battery', displayName: '<img src=x onerror=alert(1)>' };
  await app.http.post('/api/v1/auth/register').send(account).expect(202);
  await workDone(app);
  const { text, headers } = await app.http.get('/dev/mail').query({ to: email }).expect(200);
  expect(headers['content-type']).toBe('text/html; charset=utf-8');
  expect(text).toMatch(/To ada@example\.com/);
  expect(text).toMatch(/<a href="http[^"]+token=/);
  expect(text).toMatch(/<iframe sandbox srcdoc="&lt;!doctype html&gt;/);
  expect(text).not.toContain('<img');
  const others = await app.http.get('/dev/mail').query({ to: 'eve@example.com' }).expect(200);
  expect(others.text).toContain('No mail yet.');
});

describe('where the service listens on every interface', () => {
  let open: ReturnType<typeof supertest>;
  let local: Server;
  let directory: string;
  const paths = ['/dev/mail', '/dev/mail.json'];

  beforeAll(async () => {
    const { http, ...config } = app.config;
    const wide = createApp({ ...app.container, config: { ...config, http: { ...http, host: '0.0.0.0' } } });
    open = supertest(wide);
    // A connection that has no address on this machine's loopback, as one from another machine has none.
    directory = await mkdtemp(join(tmpdir(), 'cameo-socket-'));
    local = createHttpServer((request, response) => wide(request, response));
    await new Promise<void>((resolve) => local.listen(join(directory, 'http'), resolve));
  });
  afterAll(async () => {
    await new Promise((resolve) => local.close(resolve));
    await rm(directory, { recursive: true });
  });

  it.each(paths)('%s is there for who sits at the machine', async (path) => {
    await open.get(path).expect(200);
  });

  it.each(paths)('%s is not there for anybody else', async (path) => {
    const status = await new Promise((resolve, reject) => {
      request({ socketPath: join(directory, 'http'), path }, (reply) => {
        reply.resume();
        resolve(reply.statusCode);
      })
        .on('error', reject)
        .end();
    });
    expect(status).toBe(404);
  });

  it.each([
    ['X-Forwarded-For', '127.0.0.1'],
    ['Forwarded', 'for=127.0.0.1'],
    ['X-Real-IP', '203.0.113.9'],
    ['Via', '1.1 proxy'],
  ])('it is not there for what a proxy passes on (%s)', async (name, value) => {
    for (const path of paths) {
      const { body } = await open.get(path).set(name, value).expect(404);
      expect(body.code).toBe('NOT_FOUND');
    }
  });
});
