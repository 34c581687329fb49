// The queue suite on Redis, and what is different there: it may be down while the service is up.
import { newId } from '../../src/platform/ids.ts';
import { startTestApp, type TestApp } from '../support/app.ts';
import { createPerson } from '../support/people.ts';
import { describeQueue } from '../support/queue-suite.ts';
import { describeWithRedis, type RedisServer, startRedis } from '../support/redis.ts';
import { workDone } from '../support/work.ts';

describeWithRedis('the queue on Redis', () => {
  let redis: RedisServer;

  beforeAll(async () => {
    redis = await startRedis();
  });
  afterAll(() => redis.kill());

  describeQueue(async () => {
    await redis.flushAll();
    return { REDIS_URL: redis.url };
  });

  describe('that is down', () => {
    let app: TestApp;

    beforeEach(async () => {
      await redis.kill();
      app = await startTestApp({ workers: true, env: { REDIS_URL: redis.url } });
    });
    afterEach(async () => {
      await redis.start();
      await app.close();
    });

    it('is refused at once, and nothing waits for it', async () => {
      const { queues, relay } = app.container;
      const payload = { tenantId: newId(), userId: newId(), version: 1 };
      const job = { id: newId(), name: 'completeness.score', payload, subject: null, requestId: null } as const;
      await expect(queues.add([job])).rejects.toThrow();
      await expect(queues.depths()).rejects.toThrow();
      await createPerson(app, { profile: { displayName: 'Ada Lovelace' } });
      await relay.idle();
      expect((await app.http.get('/health')).body).toMatchObject({ status: 'degraded', queue: 'unhealthy' });
      await app.http.get('/metrics').expect(200);
    });

    it('gets every promise when it is back', async () => {
      await createPerson(app, { profile: { displayName: 'Ada Lovelace' }, privacy: { visibility: 'public' } });
      await redis.start();
      await workDone(app);
      const found = await app.http.get('/api/v1/profiles?q=lovelace').expect(200);
      expect(found.body.data).toHaveLength(1);
    });
  });
});
