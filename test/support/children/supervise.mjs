// A supervisor in a process of its own, with one child that notes its life in a file. Argument: file
import { fileURLToPath } from 'node:url';
import { createSupervisor } from '../../../dist/src/platform/supervisor.js';

const child = fileURLToPath(new URL('supervised.mjs', import.meta.url));
const supervisor = createSupervisor({
  processes: [{ name: 'child', variables: {}, program: 'node', args: [child, process.argv[2]] }],
  directory: process.cwd(),
  environment: {},
  log: () => {},
});
supervisor.start();
