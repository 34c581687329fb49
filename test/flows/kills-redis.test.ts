import { describeKills } from '../support/kill-suite.ts';
import { describeWithRedis, startRedis } from '../support/redis.ts';

describeWithRedis('killing processes, with the queue on Redis', () => {
  describeKills(startRedis);
});
