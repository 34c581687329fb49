// Numbers that look random and are the same in every run: a failure can be looked at again.

/** Gives whole numbers from 0 on, each below what it is asked for. */
export function createRandom(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}
