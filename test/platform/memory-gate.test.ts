// The gate in front of the decoders: never more than there is, in the order of asking.
import { createMemoryGate } from '../../src/platform/image/memory.ts';

interface Work {
  readonly bytes: number;
  end(error?: Error): void;
  readonly result: Promise<unknown>;
}

/** Asks for `bytes` and works until it is told to end. */
function createWorks(gate: ReturnType<typeof createMemoryGate>) {
  const running: number[] = [];
  const start = (bytes: number): Work => {
    let end: (error?: Error) => void = () => {};
    const until = new Promise<void>((resolve, reject) => {
      end = (error) => (error ? reject(error) : resolve());
    });
    const result = gate(bytes, async () => {
      running.push(bytes);
      await until.finally(() => running.splice(running.indexOf(bytes), 1));
    });
    return { bytes, end, result };
  };
  return { running, start };
}

const settled = () => new Promise((resolve) => setImmediate(resolve));

test('what does not fit waits, and is not overtaken', async () => {
  const { running, start } = createWorks(createMemoryGate(100));
  const [first, second, large, small] = [start(40), start(41), start(90), start(5)];
  await settled();
  expect(running).toEqual([40, 41]);
  first?.end();
  await first?.result;
  await settled();
  expect(running).toEqual([41]);
  second?.end();
  await settled();
  expect(running).toEqual([90, 5]);
  large?.end();
  small?.end();
  await Promise.all([large?.result, small?.result]);
  expect(running).toEqual([]);
});

test('work that fails gives back what it had', async () => {
  const { running, start } = createWorks(createMemoryGate(100));
  const broken = start(100);
  const next = start(100);
  await settled();
  broken.end(new Error('damaged'));
  await expect(broken.result).rejects.toThrow('damaged');
  await settled();
  expect(running).toEqual([100]);
  next.end();
  await next.result;
});

test('work that wants more than there is runs alone', async () => {
  const { running, start } = createWorks(createMemoryGate(100));
  const [giant, other] = [start(1000), start(1)];
  await settled();
  expect(running).toEqual([1000]);
  giant.end();
  await settled();
  expect(running).toEqual([1]);
  other.end();
  await other.result;
});
