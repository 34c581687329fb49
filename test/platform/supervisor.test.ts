// What keeps the processes of `npm start` alive, and what ends them.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { queueNames } from '../../src/contracts/queues.ts';
import { type ProcessType, parseProcfile } from '../../src/platform/procfile.ts';
import { createSupervisor, type Supervisor } from '../../src/platform/supervisor.ts';
import { eventually } from '../support/eventually.ts';

const childScript = (name: string) => fileURLToPath(new URL(`../support/children/${name}.mjs`, import.meta.url));

let directory: string;
let file: string;
let logged: string[];
let supervisor: Supervisor | undefined;
let parent: ChildProcess | undefined;

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'cameo-supervisor-'));
  file = join(directory, 'notes');
  logged = [];
});

afterEach(async () => {
  supervisor?.kill();
  await supervisor?.stop();
  supervisor = undefined;
  parent?.kill('SIGKILL');
  parent = undefined;
  rmSync(directory, { recursive: true, force: true });
});

const notes = () => (existsSync(file) ? readFileSync(file, 'utf8').trim().split('\n') : []);

function child(name: string, code: string, variables: Record<string, string> = {}): ProcessType {
  const note = `const note = (text) => require('node:fs').appendFileSync('notes', text + '\\n');`;
  return { name, variables, program: 'node', args: ['--eval', `${note} ${code}`] };
}

function supervise(processes: ProcessType[], graceMs = 10_000): Supervisor {
  const backoff = { firstMs: 10, longestMs: 20, stableMs: 60_000 };
  const log = (message: string) => void logged.push(message);
  const environment = { FROM: 'the supervisor', MINE: 'the supervisor' };
  supervisor = createSupervisor({ processes, directory, environment, log, graceMs, backoff });
  supervisor.start();
  return supervisor;
}

describe('the Procfile', () => {
  const processes = parseProcfile(readFileSync(new URL('../../Procfile', import.meta.url), 'utf8'));

  it('serves every queue exactly once', () => {
    const served = processes.flatMap(({ variables }) => variables.WORKER_QUEUES?.split(',') ?? []);
    expect(served.toSorted()).toEqual([...queueNames].toSorted());
  });

  it('starts programs that exist', () => {
    for (const { program, args } of processes) {
      const source = args.find((argument) => !argument.startsWith('-'))?.replace(/^dist\/(.*)\.js$/, '$1.ts') ?? '';
      expect(program).toBe('node');
      expect([source, existsSync(new URL(`../../${source}`, import.meta.url))]).toEqual([source, true]);
    }
  });

  it('may hold comments, variables and arguments', () => {
    expect(parseProcfile('# ours\n\nworker-a: A=1 B=x=y,z node run.js --port=80\n')).toEqual([
      { name: 'worker-a', variables: { A: '1', B: 'x=y,z' }, program: 'node', args: ['run.js', '--port=80'] },
    ]);
  });

  it('is refused when a line is not understood', () => {
    expect(() => parseProcfile('web node server.js')).toThrow('not "name: command": web node server.js');
    expect(() => parseProcfile('web: A=1')).toThrow('not "name: command"');
  });
});

describe('a supervisor', () => {
  it("gives a child the environment, with the child's own variables on top", async () => {
    supervise([
      child('a', "note(process.env.FROM + ', ' + process.env.MINE); setInterval(() => {}, 1e5)", { MINE: 'a' }),
    ]);
    await eventually(() => notes().length > 0);
    expect(notes()).toEqual(['the supervisor, a']);
  });

  it('starts again what dies, and says so', async () => {
    supervise([child('brittle', "note('up'); process.exit(3)")]);
    await eventually(() => notes().length >= 3);
    expect(logged[0]).toMatch(/^Process brittle ended \(exit code 3\); it starts again in \d/);
  });

  it('goes on trying a program that cannot be started', async () => {
    supervise([{ name: 'absent', variables: {}, program: join(directory, 'absent'), args: [] }]);
    await eventually(() => logged.length >= 2);
    expect(logged[0]).toContain('ENOENT');
  });

  it('lets all children drain before it has stopped, and starts none again', async () => {
    const drains =
      "process.on('SIGTERM', () => setTimeout(() => { note('drained'); process.exit() }, 100)); note('up');";
    const running = supervise(['a', 'b'].map((name) => child(name, `${drains} setInterval(() => {}, 1e5)`)));
    await eventually(() => notes().length === 2);
    await running.stop();
    expect(notes()).toEqual(['up', 'up', 'drained', 'drained']);
    expect(logged).toEqual([]);
  });

  it('kills what does not stop in time, and names it', async () => {
    const stubborn = child('stubborn', "process.on('SIGTERM', () => {}); note('up'); setInterval(() => {}, 1e5)");
    const running = supervise([stubborn], 200);
    await eventually(() => notes().length === 1);
    await running.stop();
    expect(logged).toEqual(['Killing what has not stopped within 0.2 s: stubborn']);
  });

  it('kills at once when somebody is in a hurry', async () => {
    const stubborn = child('stubborn', "process.on('SIGTERM', () => {}); note('up'); setInterval(() => {}, 1e5)");
    const running = supervise([stubborn], 600_000);
    await eventually(() => notes().length === 1);
    const stopped = running.stop();
    running.kill();
    await stopped;
    expect(logged).toEqual([]);
  });

  it('takes its children with it when it is killed', async () => {
    parent = spawn(process.execPath, [childScript('supervise'), file], { env: {}, stdio: 'ignore' });
    await eventually(() => notes().includes('up'));
    parent.kill('SIGKILL');
    await eventually(() => notes().includes('drained'));
    expect(notes()).toEqual(['up', 'drained']);
  });
});

describe('a process that runs until it is stopped', () => {
  function run(...args: string[]) {
    const started = spawn(process.execPath, [childScript('run-until-stopped'), ...args], { env: {} });
    parent = started;
    let output = '';
    for (const stream of [started.stdout, started.stderr]) stream.on('data', (chunk) => (output += chunk));
    const ended = once(started, 'close').then(([code]) => ({ code, lines: output.trim().split('\n') }));
    return { child: started, ended, says: (text: string) => eventually(() => output.includes(text)) };
  }

  it.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)('cleans up in reverse order after %s', async (signal) => {
    const { child, ended, says } = run();
    await says('up');
    child.kill(signal);
    expect(await ended).toEqual({ code: 0, lines: ['up', 'draining', 'drained', 'released the lock'] });
  });

  it('takes the echo of a signal for the same signal', async () => {
    const { child, ended, says } = run();
    await says('up');
    child.kill('SIGINT');
    await says('draining');
    child.kill('SIGINT');
    expect((await ended).lines).toContain('drained');
  });

  it('hurries when it is asked again later', async () => {
    const { child, ended, says } = run('slow');
    await says('up');
    child.kill('SIGINT');
    await says('draining');
    await sleep(1_100); // longer than an echo takes
    child.kill('SIGINT');
    expect(await ended).toEqual({ code: 0, lines: ['up', 'draining', 'hurried', 'released the lock'] });
  });

  it('says why it cannot start, cleans up and fails', async () => {
    const { code, lines } = await run('fail').ended;
    expect(lines.toSorted()).toEqual(['The port is taken', 'drained', 'draining', 'released the lock']);
    expect(code).toBe(1);
  });
});
