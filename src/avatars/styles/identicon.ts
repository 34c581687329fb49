// Identicons after Don Park's of 2007: a three by three quilt of patches, the same from all four sides.
import { type Drawing, polygon, type Shape } from '../../platform/drawing/index.ts';
import { bright, darker, pale } from './colors.ts';
import { createDice } from './dice.ts';

type Patch = readonly (readonly [number, number])[];

// On a square of 4 units.
const patches: readonly [Patch, ...Patch[]] = [
  [
    [0, 0],
    [4, 0],
    [0, 4],
  ],
  [
    [0, 0],
    [4, 0],
    [4, 4],
    [0, 4],
  ],
  [
    [2, 0],
    [4, 4],
    [0, 4],
  ],
  [
    [0, 0],
    [2, 0],
    [2, 4],
    [0, 4],
  ],
  [
    [2, 0],
    [4, 2],
    [2, 4],
    [0, 2],
  ],
  [
    [0, 0],
    [4, 2],
    [4, 4],
    [2, 4],
  ],
  [
    [2, 0],
    [4, 0],
    [4, 4],
    [2, 2],
    [0, 4],
    [0, 2],
  ],
  [
    [0, 0],
    [4, 2],
    [2, 4],
  ],
  [
    [0, 0],
    [2, 0],
    [2, 2],
    [4, 2],
    [4, 4],
    [2, 4],
    [2, 2],
    [0, 2],
  ],
  [
    [0, 2],
    [2, 0],
    [4, 2],
    [4, 4],
    [0, 4],
  ],
  [
    [1, 1],
    [3, 1],
    [3, 3],
    [1, 3],
  ],
  [
    [0, 0],
    [4, 0],
    [2, 2],
    [4, 4],
    [0, 4],
  ],
  [
    [0, 0],
    [2, 2],
    [4, 0],
    [4, 2],
    [2, 4],
    [0, 2],
  ],
];
const middles: readonly [Patch, ...Patch[]] = [
  [
    [0, 0],
    [4, 0],
    [4, 4],
    [0, 4],
  ],
  [
    [2, 0],
    [4, 2],
    [2, 4],
    [0, 2],
  ],
  [
    [1, 1],
    [3, 1],
    [3, 3],
    [1, 3],
  ],
  [
    [0.6, 0],
    [3.4, 0],
    [4, 0.6],
    [4, 3.4],
    [3.4, 4],
    [0.6, 4],
    [0, 3.4],
    [0, 0.6],
  ],
];

const [margin, cell] = [32, 64];

function place(color: string, patch: Patch, column: number, row: number, turns: number): Shape {
  return polygon(
    color,
    patch.map(([x, y]) => {
      let [dx, dy] = [x - 2, y - 2];
      for (let turn = 0; turn < turns; turn++) [dx, dy] = [-dy, dx];
      return [margin + (column + 0.5 + dx / 4) * cell, margin + (row + 0.5 + dy / 4) * cell] as const;
    }),
  );
}

/** The cells around the middle, by turns. */
const corners = [
  [0, 0],
  [2, 0],
  [2, 2],
  [0, 2],
] as const;
const sides = [
  [1, 0],
  [2, 1],
  [1, 2],
  [0, 1],
] as const;

export function drawIdenticon(seed: string): Drawing {
  const dice = createDice('identicon', seed);
  const color = dice.pick(bright);
  const second = dice.chance(50) ? darker(color, 0.4) : dice.pick(bright);
  const [corner, side, middle] = [dice.pick(patches), dice.pick(patches), dice.pick(middles)];
  const [cornerTurns, sideTurns] = [dice.roll(4), dice.roll(4)];
  return {
    background: dice.chance(25) ? dice.pick(pale) : '#f4f5f7',
    shapes: [
      ...corners.map(([column, row], turn) => place(color, corner, column, row, cornerTurns + turn)),
      ...sides.map(([column, row], turn) => place(second, side, column, row, sideTurns + turn)),
      place(color, middle, 1, 1, 0),
    ],
  };
}
