// For work that needs much memory: what is asked for together is done one after the other.

/** Makes a function that runs what it is given in turn; a failure is its own caller's only. */
export function createQueueOfOne(): <Result>(work: () => Promise<Result>) => Promise<Result> {
  let last: Promise<unknown> = Promise.resolve();
  return (work) => {
    const run = last.then(work);
    last = run.catch(() => {});
    return run;
  };
}
