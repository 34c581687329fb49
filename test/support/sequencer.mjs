// The order of the test files: first those that mostly wait, for processes that die and queues that come back, so that the
// others have the processor meanwhile; then as jest would have it.
import Sequencer from '@jest/test-sequencer';

const waiting = /test\/(flows|queue|e2e)\//;

export default class WaitingFirst extends Sequencer {
  sort(tests) {
    const sorted = super.sort(tests);
    return [...sorted.filter(({ path }) => waiting.test(path)), ...sorted.filter(({ path }) => !waiting.test(path))];
  }
}
