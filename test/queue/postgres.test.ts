import { describeQueue } from '../support/queue-suite.ts';

describe('the queue on PostgreSQL', () => {
  describeQueue(async () => ({}));
});
