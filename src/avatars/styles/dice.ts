// Chance that is the same every time: what a seed decides.
import { createHash } from 'node:crypto';

export interface Dice {
  /** An integer from 0 to below `sides`. */
  roll(sides: number): number;
  pick<Item>(items: readonly [Item, ...Item[]]): Item;
  /** True in `percent` of all throws. */
  chance(percent: number): boolean;
}

/** Endless throws from SHA-256 of `purpose` and `seed`, four bytes each. */
export function createDice(purpose: string, seed: string): Dice {
  let block = 0;
  let bytes = Buffer.alloc(0);
  function roll(sides: number): number {
    if (bytes.length < 4) bytes = createHash('sha256').update(`${purpose}\n${seed}\n${block++}`).digest();
    const value = bytes.readUInt32BE(0);
    bytes = bytes.subarray(4);
    return value % sides;
  }
  return {
    roll,
    pick: (items) => items[roll(items.length)] ?? items[0],
    chance: (percent) => roll(100) < percent,
  };
}
