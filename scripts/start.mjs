// `npm start`: prepares, then becomes the service. One process, so that Ctrl-C and SIGTERM reach it directly.
import { build, buildWeb, install, requireNode } from './prepare.mjs';

/** Stops when npm dies: the shell that npm puts between itself and us passes no signal on, nor can a kill -9. */
function stopWithNpm() {
  const parent = process.ppid;
  const watch = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(watch);
    process.kill(process.pid, 'SIGTERM');
  }, 500);
  watch.unref();
}

if (process.env.npm_lifecycle_event) stopWithNpm();
requireNode();
install();
build();
buildWeb();
await import('../dist/src/all-in-one.js');
