// What a load balancer and an operator see of the state of the service.
import { renameSync } from 'node:fs';
import { join } from 'node:path';
import supertest from 'supertest';
import { createApp } from '../../src/app.ts';
import { startTestApp, type TestApp } from '../support/app.ts';

const parts = ['database', 'queue', 'storage', 'search', 'mail', 'audit'];
const healthy = Object.fromEntries(parts.map((name) => [name, 'healthy']));

let app: TestApp;
beforeAll(async () => {
  app = await startTestApp();
});
afterAll(() => app?.close());

test('everything is well', async () => {
  const { body } = await app.http.get('/health').expect(200);
  expect(body).toEqual({
    status: 'healthy',
    ...healthy,
    service: 'cameo',
    version: expect.stringMatching(/^\d+\.\d+\.\d+/),
  });
  expect((await app.http.get('/health/ready').expect(200)).body).toEqual({
    status: 'healthy',
    ready: true,
    parts: healthy,
  });
  expect((await app.http.get('/health/live').expect(200)).body).toEqual({ status: 'alive' });
});

test('a part that is gone is named; requests still come, because every promise is kept', async () => {
  const mail = join(app.config.dataDirectory, 'mail');
  renameSync(mail, `${mail}-gone`);
  try {
    const { body } = await app.http.get('/health/ready').expect(200);
    expect(body).toEqual({ status: 'degraded', ready: true, parts: { ...healthy, mail: 'unhealthy' } });
    expect((await app.http.get('/health').expect(200)).body).toMatchObject({
      status: 'degraded',
      mail: 'unhealthy',
      database: 'healthy',
    });
  } finally {
    renameSync(`${mail}-gone`, mail);
  }
  await app.http.get('/health/ready').expect(200, { status: 'healthy', ready: true, parts: healthy });
});

test('without its database the service takes no requests, but lives', async () => {
  const { sequelize } = app.container;
  const { query } = sequelize;
  Object.assign(sequelize, { query: () => new Promise(() => {}) }); // no answer at all
  try {
    const { body } = await app.http.get('/health/ready').expect(503);
    expect(body).toMatchObject({
      status: 'unhealthy',
      ready: false,
      parts: { database: 'unhealthy', mail: 'healthy' },
    });
    await app.http.get('/health').expect(503);
    await app.http.get('/health/live').expect(200);
  } finally {
    Object.assign(sequelize, { query });
  }
  await app.http.get('/health/ready').expect(200);
});

test('a process that is about to stop is not ready, and still answers', async () => {
  const draining = supertest(createApp(app.container, { isDraining: () => true }));
  expect((await draining.get('/health/ready').expect(503)).body).toMatchObject({ ready: false, parts: healthy });
  await draining.get('/health/live').expect(200);
  await draining.get('/api/v1/profiles').expect(200);
});
