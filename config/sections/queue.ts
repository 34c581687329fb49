import Joi from 'joi';
import { queueNames } from '../../src/contracts/queues.ts';
import { key } from '../key.ts';
import { list, url } from '../schemas.ts';

export const queue = {
  title: 'Queue and workers',
  keys: {
    redisUrl: key<string | undefined>(
      'REDIS_URL',
      url('redis', 'rediss'),
      undefined,
      'A Redis or Valkey for BullMQ; without it the queue lives in the database.',
      { secret: true },
    ),
    workerQueues: key<string[]>(
      'WORKER_QUEUES',
      list(Joi.string().valid(...queueNames)),
      [...queueNames],
      'The queues that a worker process serves.',
    ),
    workerConcurrency: key(
      'WORKER_CONCURRENCY',
      Joi.number().integer().min(1).max(50),
      4,
      'Jobs that a worker process runs at once on each queue; `media` never takes more than two.',
    ),
  },
} as const;
