// A process that runs until a signal, and tells what happens to it on standard output.
// Argument: `fail` to fail at the start, `slow` to drain until somebody is in a hurry
import { runUntilStopped } from '../../../dist/src/platform/os/run-until-stopped.js';

await runUntilStopped(async ({ hurrying, defer }) => {
  defer(() => console.log('released the lock'));
  defer(async () => {
    console.log('draining');
    await new Promise((resolve) => {
      setTimeout(resolve, process.argv[2] === 'slow' ? 600_000 : 500);
      hurrying.addEventListener('abort', resolve);
    });
    console.log(hurrying.aborted ? 'hurried' : 'drained');
  });
  if (process.argv[2] === 'fail') throw new Error('The port is taken');
  setInterval(() => {}, 60_000);
  console.log('up');
});
