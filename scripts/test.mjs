// `npm test`: prepares, then runs jest with the arguments given and ends with its exit code.
import { spawn } from 'node:child_process';
import { buildWeb, install, requireNode, root } from './prepare.mjs';

requireNode();
install();
buildWeb({ tolerant: true });

const options = [process.env.NODE_OPTIONS, '--experimental-vm-modules', '--disable-warning=ExperimentalWarning'];
const jest = spawn(process.execPath, ['node_modules/jest/bin/jest.js', ...process.argv.slice(2)], {
  cwd: root,
  stdio: 'inherit',
  env: { ...process.env, NODE_OPTIONS: options.filter(Boolean).join(' ') },
});
// Ctrl-C reaches jest through the terminal; this process only stays for the exit code.
process.on('SIGINT', () => {});
process.on('SIGTERM', () => jest.kill('SIGTERM'));
jest.on('exit', (code) => process.exit(code ?? 1));
