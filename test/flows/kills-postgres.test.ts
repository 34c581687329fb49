import { describeKills } from '../support/kill-suite.ts';

describe('killing processes, with the queue on PostgreSQL', () => {
  describeKills();
});
