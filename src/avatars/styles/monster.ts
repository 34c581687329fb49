// Small monsters, friendly ones.
import { area, type Drawing, ellipse, line, polygon, type Shape } from '../../platform/drawing/index.ts';
import { bright, darker, lighter, pale } from './colors.ts';
import { createDice, type Dice } from './dice.ts';

interface Coat {
  readonly body: string;
  readonly dark: string;
  readonly light: string;
}

const ink = '#1f2430';
const mirror = (x: number) => 256 - x;
const both = (draw: (at: (x: number) => number) => Shape[]): Shape[] => [...draw((x) => x), ...draw(mirror)];

const bodies: Readonly<Record<string, (coat: Coat) => Shape[]>> = {
  blob: ({ body }) => [area(body, 'M52 236C40 150 66 62 128 62C190 62 216 150 204 236Q166 222 128 236Q90 222 52 236Z')],
  egg: ({ body, dark }) => [ellipse(dark, 128, 236, 66, 12), ellipse(body, 128, 148, 78, 92)],
  box: ({ body }) => [
    area(
      body,
      'M58 96Q58 66 88 66H168Q198 66 198 96V222Q198 236 184 236H168V222H148V236H108V222H88V236H72Q58 236 58 222Z',
    ),
  ],
  fur: ({ body }) => [
    polygon(
      body,
      Array.from({ length: 36 }, (_, corner) => {
        const angle = (Math.PI * 2 * corner) / 36;
        const reach = corner % 2 === 0 ? 96 : 80;
        return [128 + reach * 0.94 * Math.cos(angle), 150 + reach * Math.sin(angle)] as const;
      }),
    ),
  ],
  ghost: ({ body }) => [
    area(body, 'M50 240V140A78 78 0 0 1 206 140V240L186 220L166 240L147 220L128 240L109 220L90 240L70 220Z'),
  ],
  pear: ({ body }) => [
    area(body, 'M128 58C168 58 170 104 184 140C206 190 196 238 128 238C60 238 50 190 72 140C86 104 88 58 128 58Z'),
  ],
};

const tops: Readonly<Record<string, (coat: Coat) => Shape[]>> = {
  none: () => [],
  horns: ({ light }) =>
    both((at) => [area(light, `M${at(88)} 92Q${at(60)} 66 ${at(70)} 30Q${at(92)} 58 ${at(112)} 74Z`)]),
  antennae: ({ dark, light }) =>
    both((at) => [line(dark, 6, `M${at(106)} 80Q${at(98)} 50 ${at(84)} 36`), ellipse(light, at(82), 32, 12)]),
  ears: ({ body, light }) => both((at) => [ellipse(body, at(76), 72, 26, 30), ellipse(light, at(76), 72, 13, 17)]),
  spikes: ({ dark }) => [
    polygon(dark, [
      [84, 92],
      [92, 44],
      [110, 78],
    ]),
    polygon(dark, [
      [108, 82],
      [128, 24],
      [148, 82],
    ]),
    polygon(dark, [
      [146, 78],
      [164, 44],
      [172, 92],
    ]),
  ],
  tuft: ({ dark }) => [line(dark, 9, 'M128 74Q122 46 104 38M128 74Q130 40 134 30M128 74Q138 48 156 42')],
};

const arms: Readonly<Record<string, (coat: Coat) => Shape[]>> = {
  none: () => [],
  up: ({ dark }) => both((at) => [line(dark, 15, `M${at(66)} 164Q${at(32)} 154 ${at(30)} 116`)]),
  down: ({ dark }) => both((at) => [line(dark, 15, `M${at(66)} 158Q${at(36)} 172 ${at(34)} 204`)]),
  wave: ({ dark }) => [line(dark, 15, 'M66 164Q34 154 30 112'), line(dark, 15, 'M190 158Q222 174 224 206')],
};

const eye = (x: number, y: number, radius: number, [dx, dy]: readonly [number, number]): Shape[] => [
  ellipse('#ffffff', x, y, radius),
  ellipse(ink, x + dx * radius * 0.3, y + dy * radius * 0.3, radius * 0.5),
  ellipse('#ffffff', x + dx * radius * 0.3 + radius * 0.17, y + dy * radius * 0.3 - radius * 0.2, radius * 0.15),
];

function eyes(dice: Dice): Shape[] {
  const gaze = [dice.roll(3) - 1, dice.roll(3) - 1] as const;
  switch (dice.roll(5)) {
    case 0:
      return eye(128, 122, 34, gaze);
    case 1:
      return [...eye(92, 130, 18, gaze), ...eye(128, 110, 22, gaze), ...eye(164, 130, 18, gaze)];
    case 2:
      return [...eye(100, 122, 17, gaze), ...eye(158, 118, 27, gaze)];
    default:
      return [...eye(100, 120, 23, gaze), ...eye(156, 120, 23, gaze)];
  }
}

const tooth = (x: number, y: number, down = 1): Shape =>
  polygon('#ffffff', [
    [x - 8, y],
    [x + 8, y],
    [x, y + 15 * down],
  ]);
const mouths: Readonly<Record<string, (coat: Coat) => Shape[]>> = {
  smile: () => [line(ink, 6, 'M96 172Q128 202 160 172')],
  grin: () => [
    area('#7a1f2b', 'M84 166H172Q170 212 128 212Q86 212 84 166Z'),
    tooth(104, 166),
    tooth(152, 166),
    ellipse('#ef7d8a', 128, 204, 20, 8),
  ],
  teeth: () => [
    area(ink, 'M84 170H172V196Q172 202 166 202H90Q84 202 84 196Z'),
    ...[96, 117, 139, 160].map((x) => tooth(x, 170)),
    ...[106, 128, 150].map((x) => tooth(x, 202, -1)),
  ],
  oh: () => [ellipse(ink, 128, 186, 17, 20), ellipse('#ef7d8a', 128, 196, 10, 7)],
  fang: () => [line(ink, 6, 'M92 178H164'), tooth(110, 181), tooth(146, 181)],
  tongue: () => [line(ink, 6, 'M94 170Q128 190 162 170'), area('#ef7d8a', 'M120 183H150V200A15 15 0 0 1 120 200Z')],
};

const skins: Readonly<Record<string, (coat: Coat) => Shape[]>> = {
  plain: () => [],
  belly: ({ light }) => [ellipse(light, 128, 216, 40, 18)],
  spots: ({ dark }) => [
    ellipse(dark, 82, 168, 9),
    ellipse(dark, 182, 158, 12),
    ellipse(dark, 174, 204, 8),
    ellipse(dark, 90, 208, 11),
  ],
  cheeks: () => [ellipse('#f59aa8', 80, 156, 13, 9), ellipse('#f59aa8', 176, 156, 13, 9)],
};

function pickOf(dice: Dice, kinds: Readonly<Record<string, (coat: Coat) => Shape[]>>, coat: Coat): Shape[] {
  const draws = Object.values(kinds);
  return draws[dice.roll(draws.length)]?.(coat) ?? [];
}

export function drawMonster(seed: string): Drawing {
  const dice = createDice('monsterid', seed);
  const body = dice.pick(bright);
  const coat = { body, dark: darker(body), light: lighter(body) };
  return {
    background: dice.pick(pale),
    shapes: [
      ...pickOf(dice, arms, coat),
      ...pickOf(dice, tops, coat),
      ...pickOf(dice, bodies, coat),
      ...pickOf(dice, skins, coat),
      ...eyes(dice),
      ...pickOf(dice, mouths, coat),
    ],
  };
}
