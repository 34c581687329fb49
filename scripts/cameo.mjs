// `npm run cameo -- <command>`: prepares, then runs a command of the shell.
import { build, install, requireNode } from './prepare.mjs';

requireNode();
install();
build();
await import('../dist/src/shell.js');
