// Robots: a head of sheet metal with instruments on it.
import {
  area,
  type Drawing,
  ellipse,
  line,
  polygon,
  rectangle,
  roundedRectangle,
  type Shape,
} from '../../platform/drawing/index.ts';
import { bright, darker, lighter, mix, pale } from './colors.ts';
import { createDice } from './dice.ts';

interface Paint {
  readonly metal: string;
  readonly dark: string;
  readonly light: string;
  readonly lamp: string;
}
type Draw = (paint: Paint) => Shape[];

const screen = '#1f2937';
const bolts = (color: string, places: readonly (readonly [number, number])[]) =>
  places.map(([x, y]) => ellipse(color, x, y, 5));

const heads: readonly [Draw, ...Draw[]] = [
  ({ metal, dark, light }) => [
    roundedRectangle(dark, [54, 66, 148, 122], 16),
    roundedRectangle(metal, [54, 66, 148, 114], 16),
    ...bolts(light, [
      [68, 80],
      [188, 80],
    ]),
  ],
  ({ metal, dark }) => [
    area(dark, 'M54 188V134A74 74 0 0 1 202 134V188Z'),
    area(metal, 'M54 180V134A74 74 0 0 1 202 134V180Z'),
  ],
  ({ metal, dark, light }) => [
    polygon(dark, [
      [76, 64],
      [180, 64],
      [208, 188],
      [48, 188],
    ]),
    polygon(metal, [
      [76, 64],
      [180, 64],
      [206, 180],
      [50, 180],
    ]),
    ...bolts(light, [
      [64, 168],
      [192, 168],
    ]),
  ],
  ({ metal, dark }) => [
    roundedRectangle(dark, [62, 58, 132, 132], 40),
    roundedRectangle(metal, [62, 58, 132, 124], 40),
  ],
];
const antennae: readonly [Draw, ...Draw[]] = [
  ({ dark, lamp }) => [line(dark, 6, 'M128 70V34'), ellipse(lamp, 128, 30, 12)],
  ({ dark, lamp }) => [
    line(dark, 6, 'M100 76L84 34M156 76L172 34'),
    ellipse(lamp, 84, 32, 9),
    ellipse(lamp, 172, 32, 9),
  ],
  ({ dark, light }) => [line(dark, 6, 'M128 70V44'), area(light, 'M98 34Q128 66 158 34Z'), ellipse(dark, 128, 32, 6)],
  ({ dark, lamp }) => [area(lamp, 'M108 66V50A20 20 0 0 1 148 50V66Z'), rectangle(dark, 100, 60, 56, 10)],
  ({ dark }) => [line(dark, 5, 'M128 72V58L112 50L144 42L112 34L128 26V18')],
];
const ears: readonly [Draw, ...Draw[]] = [
  () => [],
  ({ dark, light }) =>
    [32, 206].flatMap((x) => [roundedRectangle(dark, [x, 104, 18, 46], 7), rectangle(light, x, 122, 18, 8)]),
  ({ dark, lamp }) => [44, 212].flatMap((x) => [ellipse(dark, x, 126, 18), ellipse(lamp, x, 126, 8)]),
  ({ dark }) => [line(dark, 9, 'M60 128H30V98M196 128H226V98')],
];
const pair = (draw: (x: number) => Shape[]): Shape[] => [...draw(98), ...draw(158)];
const eyes: readonly [Draw, ...Draw[]] = [
  ({ lamp }) =>
    pair((x) => [ellipse(screen, x, 116, 22), ellipse(lamp, x, 116, 14), ellipse('#ffffff', x + 5, 110, 4)]),
  ({ lamp }) => [roundedRectangle(screen, [70, 98, 116, 36], 16), ...pair((x) => [ellipse(lamp, x, 116, 11)])],
  ({ lamp }) => pair((x) => [roundedRectangle(screen, [x - 20, 98, 40, 36], 5), rectangle(lamp, x - 12, 106, 24, 20)]),
  ({ lamp }) => [
    ellipse(screen, 128, 114, 34),
    ellipse(lamp, 128, 114, 22),
    ellipse(screen, 128, 114, 9),
    ellipse('#ffffff', 137, 105, 5),
  ],
  ({ lamp }) => [roundedRectangle(screen, [66, 100, 124, 30], 6), rectangle(lamp, 74, 110, 108, 10)],
  ({ light }) =>
    pair((x) => [
      ellipse('#ffffff', x, 116, 21),
      ellipse(screen, x, 116, 8),
      line(light, 4, `M${x - 21} 94H${x + 21}`),
    ]),
];
const mouths: readonly [Draw, ...Draw[]] = [
  ({ dark }) => [90, 106, 122, 138, 154].map((x) => rectangle(dark, x, 148, 10, 22)),
  ({ lamp }) => [
    roundedRectangle(screen, [86, 146, 84, 24], 8),
    line(lamp, 4, 'M94 158H106L112 151L120 165L128 151L136 165L142 158H162'),
  ],
  () => [
    roundedRectangle('#ffffff', [88, 148, 80, 20], 4),
    line(screen, 3, 'M108 148V168M128 148V168M148 148V168M88 158H168'),
  ],
  ({ dark }) => [line(dark, 7, 'M92 156Q128 176 164 156')],
  ({ dark, lamp }) => [
    roundedRectangle(dark, [96, 150, 64, 16], 8),
    ...[108, 128, 148].map((x) => ellipse(lamp, x, 158, 4.5)),
  ],
];
const chests: readonly [Draw, ...Draw[]] = [
  ({ lamp }) => [108, 128, 148].map((x) => ellipse(lamp, x, 234, 6)),
  ({ light }) => [ellipse(light, 128, 236, 14), line(screen, 3, 'M128 236L136 229')],
  ({ light }) => [roundedRectangle(light, [104, 224, 48, 26], 4), line(screen, 3, 'M112 236H144M112 243H134')],
];

export function drawRobot(seed: string): Drawing {
  const dice = createDice('robohash', seed);
  const metal = mix(dice.pick(bright), '#aab4c0', dice.pick([0.15, 0.4, 0.75]));
  const paint = {
    metal,
    dark: darker(metal, 0.35),
    light: lighter(metal, 0.55),
    lamp: dice.pick(['#ffd84d', '#6ee7ff', '#8dff9e', '#ff7d7d', '#ff9df0']),
  };
  const body = [
    rectangle(paint.dark, 108, 184, 40, 22),
    roundedRectangle(paint.metal, [46, 202, 164, 90], 24),
    ...dice.pick(chests)(paint),
  ];
  return {
    background: dice.pick(pale),
    shapes: [
      ...body,
      ...dice.pick(antennae)(paint),
      ...dice.pick(ears)(paint),
      ...dice.pick(heads)(paint),
      ...dice.pick(eyes)(paint),
      ...dice.pick(mouths)(paint),
    ],
  };
}
