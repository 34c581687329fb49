// A progress bar: redrawn in place on a terminal, a line for every tenth elsewhere.

const width = 30;

/** Shows how many of `total` are done; call `end` when they all are. */
export function createProgress(label, total, { stream = process.stdout } = {}) {
  const startedAt = Date.now();
  let done = 0;
  let shownTenths = 0;

  function draw() {
    const share = total === 0 ? 1 : done / total;
    const bar = '█'.repeat(Math.round(share * width)).padEnd(width, '░');
    return `${label.padEnd(10)} ${bar} ${String(done).padStart(String(total).length)}/${total}`;
  }

  function show() {
    if (stream.isTTY) return stream.write(`\r${draw()}\x1b[K`);
    const tenths = Math.floor((done / total) * 10);
    if (tenths > shownTenths) stream.write(`${draw()}\n`);
    shownTenths = tenths;
  }

  return {
    step() {
      done += 1;
      show();
    },
    end() {
      const seconds = ((Date.now() - startedAt) / 1000).toFixed(1);
      stream.write(`${stream.isTTY ? `\r${draw()}  ` : `${label.padEnd(10)} `}done in ${seconds} s\n`);
    },
  };
}
