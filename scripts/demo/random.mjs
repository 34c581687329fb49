// Chance that always falls alike: the same seed gives the same people and the same portraits.
import { createHash } from 'node:crypto';

/** A generator for `seed` (mulberry32). */
export function createRandom(seed) {
  let state = createHash('sha256').update(seed).digest().readUInt32LE(0);
  const next = () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const pick = (list) => list[Math.floor(next() * list.length)];
  return {
    /** From `low` up to, not including, `high`. */
    between: (low, high) => low + next() * (high - low),
    chance: (probability) => next() < probability,
    pick,
    /** `count` different entries of `list`. */
    sample(list, count) {
      const rest = [...list];
      return Array.from({ length: Math.min(count, rest.length) }, () => {
        const [taken] = rest.splice(Math.floor(next() * rest.length), 1);
        return taken;
      });
    },
  };
}
