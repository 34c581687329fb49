// A child that drains when told to, or when its supervisor is gone. Argument: file
import { appendFileSync } from 'node:fs';
import { exitWithParent } from '../../../dist/src/platform/supervisor.js';

const note = (text) => appendFileSync(process.argv[2], `${text}\n`);
const work = setInterval(() => {}, 60_000);

function shutDown() {
  clearInterval(work);
  setTimeout(() => note('drained'), 50);
}

process.once('SIGTERM', shutDown);
exitWithParent(shutDown);
note('up');
