// Pictures of coarse pixels: retro, a creature of an arcade; pagan, a hero of an early role-playing game.
import { area, type Drawing, rectangle, type Shape } from '../../platform/drawing/index.ts';
import { bright, darker, lighter, mix, pickTwo } from './colors.ts';
import { createDice, type Dice } from './dice.ts';

/**
 * One character for each pixel of the left half, which the right half mirrors; colours by character, a space is none.
 * Pixels of a colour are one shape: as shapes of their own they would show seams where they meet.
 */
function mirrored(rows: readonly string[], colors: Readonly<Record<string, string>>, top: number): Shape[] {
  const half = Math.max(...rows.map((row) => row.length));
  const size = 192 / (half * 2);
  const left = 128 - half * size;
  return Object.entries(colors).map(([wanted, color]) => {
    const squares = rows.flatMap((row, y) =>
      [...row].flatMap((character, x) => {
        const columns = character === wanted ? [x, half * 2 - 1 - x] : [];
        return columns.map((column) => rectangle(color, left + column * size, top + y * size, size).path);
      }),
    );
    return area(color, squares.join(''));
  });
}

function creature(dice: Dice): string[] {
  const [width, height] = [5, 10];
  const isBody = Array.from({ length: height }, (_, y) =>
    Array.from({ length: width }, (_, x) => {
      // Denser towards the middle, so that it hangs together.
      const distance = Math.hypot((x - width + 0.5) / width, (y - height / 2 + 0.5) / (height / 2));
      return dice.roll(100) < 128 - distance * 92;
    }),
  );
  const eyeRow = 3 + dice.roll(2);
  const mouthRow = eyeRow + 2 + dice.roll(2);
  return isBody.map((row, y) =>
    row
      .map((body, x) => {
        if (y === eyeRow && x === 3) return 'e';
        if (Math.abs(y - eyeRow) <= 1 && x >= 2) return y === eyeRow && x === 2 ? 'w' : 'b';
        if (y === mouthRow && x >= 3) return 'm';
        if (!body) return ' ';
        return (y + x) % 3 === 0 ? 's' : 'b';
      })
      .join(''),
  );
}

export function drawRetro(seed: string): Drawing {
  const dice = createDice('retro', seed);
  const [body, spots] = pickTwo(dice, bright);
  const colors = { b: body, s: dice.chance(50) ? darker(body) : spots, w: '#ffffff', e: '#111827', m: '#111827' };
  return {
    background: dice.pick(['#1b1f3b', '#14213d', '#22223b', '#0b3d3a', '#3a1c40']),
    shapes: mirrored(creature(dice), colors, 32),
  };
}

// Left halves, eight pixels wide: h hair or helmet, H its shade, f face, e eye, k ink, a armour, A its shade, t trim, l legs, b boots.
const heads: readonly [readonly string[], ...(readonly string[])[]] = [
  ['        ', '     hhh', '    hhhh', '    hhhh', '    hfff', '    hfef', '     fff', '      ff'],
  ['       t', '     hht', '    hhht', '    hhhh', '    hHkk', '    hHek', '    hHHk', '     hhh'],
  ['  t     ', '  tt hhh', '   thhhh', '    hhhh', '    ffff', '    ffef', '     fff', '      ff'],
  ['      hh', '     hhh', '    hhhh', '   hHhhh', '   hHfff', '   hHfef', '   hHfff', '   hh ff'],
  ['     h h', '    hhhh', '   hhhhh', '    hhff', '   h fff', '     fef', '     fff', '      ff'],
  ['       h', '      hh', '     hhh', '    hhhh', '  tttttt', '     fef', '     fff', '     HHH'],
];
const bodies: readonly [readonly string[], ...(readonly string[])[]] = [
  ['    aaaa', '   aaaAa', '  faaatt', '  f aAaa', '    aaaa', '    ll l', '    ll  ', '   bbb  '],
  ['   tt aa', '  tttaaa', '  AaaaAa', '  f aaAa', '    tttt', '    aa a', '    ll  ', '   bbb  '],
  ['    aaaa', '   aaaaa', '  aa aat', '  f aaat', '    aaat', '   aaaat', '   aaAAt', '  aaaAAt'],
  ['   aAAaa', '  aa Aat', '  f aaat', '  f tttt', '    aAaa', '    aAaa', '    ll  ', '   bbb  '],
];
const items: readonly [readonly Shape[], ...(readonly Shape[])[]] = [
  [rectangle('#d7dde5', 40, 92, 10, 84), rectangle('#8a5a2b', 30, 172, 30, 10), rectangle('#6b4423', 40, 182, 10, 22)],
  [rectangle('#8a5a2b', 41, 76, 9, 138), rectangle('#59c3f0', 34, 54, 23), rectangle('#bfeaff', 39, 59, 8)],
  [rectangle('#8a5a2b', 41, 96, 9, 114), rectangle('#aab4c0', 26, 96, 40, 30), rectangle('#d7dde5', 26, 96, 12, 30)],
  [
    rectangle('#8a5a2b', 28, 92, 9, 110),
    rectangle('#8a5a2b', 36, 82, 12, 12),
    rectangle('#8a5a2b', 36, 200, 12, 12),
    rectangle('#f4f1e8', 47, 92, 4, 110),
  ],
  [],
];
const shields = (color: string): readonly [readonly Shape[], ...(readonly Shape[])[]] => [
  [],
  [
    rectangle(darker(color), 182, 132, 50, 58),
    rectangle(color, 188, 138, 38, 46),
    rectangle(lighter(color), 203, 138, 8, 46),
    rectangle(lighter(color), 188, 157, 38, 8),
  ],
  [rectangle('#8a5a2b', 190, 128, 36, 64), rectangle('#a8713a', 196, 134, 24, 52), rectangle('#d7dde5', 202, 154, 12)],
];

export function drawPagan(seed: string): Drawing {
  const dice = createDice('pagan', seed);
  const [cloth, trim] = pickTwo(dice, bright);
  const hair = dice.pick(['#3b2a20', '#6b4423', '#c8843c', '#e6c35c', '#9aa4b1', '#b5462f', '#54456b']);
  const colors = {
    h: hair,
    H: darker(hair, 0.35),
    f: dice.pick(['#f6d5b8', '#e8b48a', '#c98a5b', '#8d5a3b', '#5f3b28', '#9cc37a']),
    e: '#1f2937',
    k: '#1f2937',
    a: cloth,
    A: darker(cloth),
    t: trim,
    l: dice.pick(['#4b5563', '#57432f', '#37474f']),
    b: '#2f2520',
  };
  const sky = dice.pick(bright);
  const figure = [...dice.pick(heads), ...dice.pick(bodies)];
  return {
    background: mix(sky, '#ffffff', 0.78),
    shapes: [
      rectangle(mix(sky, '#4d7c4f', 0.55), 0, 208, 256, 48),
      ...dice.pick(items),
      ...mirrored(figure, colors, 28),
      ...dice.pick(shields(trim)),
    ],
  };
}
