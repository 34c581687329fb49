// Wavatars: a plain geometric figure with a face on a patterned ground.
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
import { bright, darker, lighter, mix, pickTwo } from './colors.ts';
import { createDice } from './dice.ts';

const ink = '#26272e';
type Draw = (color: string) => Shape[];

const star = (corners: number, inner: number, outer: number, cy = 128): (readonly [number, number])[] =>
  Array.from({ length: corners * 2 }, (_, at) => {
    const [angle, reach] = [(Math.PI * at) / corners - Math.PI / 2, at % 2 === 0 ? outer : inner];
    return [128 + reach * Math.cos(angle), cy + reach * Math.sin(angle)];
  });
const regular = (corners: number, radius: number, cy: number) =>
  Array.from({ length: corners }, (_, at): readonly [number, number] => {
    const angle = (Math.PI * 2 * at) / corners - Math.PI / 2;
    return [128 + radius * Math.cos(angle), cy + radius * Math.sin(angle)];
  });

const grounds: readonly [Draw, ...Draw[]] = [
  (color) => [0, 2, 4, 6].map((at) => rectangle(color, 0, at * 37, 256, 37)),
  (color) => [0, 2, 4, 6].map((at) => rectangle(color, at * 37, 0, 37, 256)),
  (color) =>
    [120, 84, 48].map((radius, at) => ellipse(at % 2 === 0 ? color : lighter(color, 0.5), 128, 128, radius * 1.5)),
  (color) =>
    Array.from({ length: 12 }, (_, at): Shape => {
      const [from, to] = [(Math.PI * 2 * at) / 12, (Math.PI * 2 * (at + 0.5)) / 12];
      const point = (angle: number): readonly [number, number] => [
        128 + 190 * Math.cos(angle),
        128 + 190 * Math.sin(angle),
      ];
      return polygon(color, [[128, 128], point(from), point(to)]);
    }),
  (color) =>
    [0, 1, 2, 3].flatMap((row) =>
      [0, 1, 2, 3].map((column) => ellipse(color, column * 72 + (row % 2) * 36, row * 72 + 18, 15)),
    ),
  (color) => [
    polygon(color, [
      [0, 0],
      [256, 256],
      [0, 256],
    ]),
  ],
];

const figures: readonly [Draw, ...Draw[]] = [
  (color) => [ellipse(color, 128, 128, 94)],
  (color) => [roundedRectangle(color, [40, 40, 176, 176], 18)],
  (color) => [polygon(color, regular(3, 126, 148))],
  (color) => [polygon(color, regular(6, 104, 128))],
  (color) => [polygon(color, regular(5, 108, 136))],
  (color) => [
    polygon(color, [
      [128, 18],
      [232, 128],
      [128, 238],
      [24, 128],
    ]),
  ],
  (color) => [polygon(color, star(8, 82, 112))],
  (color) => [
    area(color, 'M128 226C60 178 32 142 32 98C32 40 108 30 128 78C148 30 224 40 224 98C224 142 196 178 128 226Z'),
  ],
  (color) => [ellipse(color, 128, 128, 76, 104)],
];

const pair = (draw: (x: number) => Shape[]): Shape[] => [...draw(102), ...draw(154)];
const eyes: readonly [Draw, ...Draw[]] = [
  () => pair((x) => [ellipse('#ffffff', x, 116, 18), ellipse(ink, x, 118, 9)]),
  () => pair((x) => [ellipse(ink, x, 116, 9, 13), ellipse('#ffffff', x + 3, 111, 3)]),
  () => pair((x) => [line(ink, 6, `M${x - 14} 120Q${x} 102 ${x + 14} 120`)]),
  (color) =>
    pair((x) => [
      ellipse('#ffffff', x, 116, 18),
      ellipse(ink, x + 4, 119, 8),
      area(darker(color), `M${x - 18} 116A18 18 0 0 1 ${x + 18} 116Z`),
    ]),
  () => pair((x) => [ellipse(ink, x, 116, 20), ellipse('#ffffff', x, 116, 14), ellipse(ink, x - 3, 116, 6)]),
  () => [...pair((x) => [line(ink, 5, `M${x - 18} 98H${x + 12}`)]), ...pair((x) => [ellipse(ink, x, 116, 8)])],
];
const noses: readonly [Draw, ...Draw[]] = [
  () => [],
  (color) => [ellipse(darker(color), 128, 142, 11, 8)],
  (color) => [
    polygon(darker(color), [
      [128, 124],
      [140, 150],
      [116, 150],
    ]),
  ],
  (color) => [line(darker(color, 0.45), 5, 'M128 126V148H118')],
];
const mouths: readonly [Draw, ...Draw[]] = [
  () => [line(ink, 6, 'M100 164Q128 188 156 164')],
  () => [area('#8c2f3a', 'M98 162H158Q154 194 128 194Q102 194 98 162Z'), rectangle('#ffffff', 108, 162, 40, 9)],
  () => [line(ink, 6, 'M104 172H152')],
  () => [ellipse(ink, 128, 174, 12, 14)],
  () => [line(ink, 6, 'M98 168Q112 182 128 170Q144 182 158 168')],
  () => [
    roundedRectangle('#ffffff', [98, 160, 60, 22], 9),
    line(ink, 3, 'M118 160V182M138 160V182'),
    line(ink, 4, 'M98 171H158'),
  ],
];

export function drawWave(seed: string): Drawing {
  const dice = createDice('wavatar', seed);
  const [ground, figure] = pickTwo(dice, bright);
  const color = mix(figure, '#ffffff', 0.15);
  return {
    background: mix(ground, '#ffffff', 0.55),
    shapes: [
      ...dice.pick(grounds)(mix(ground, '#ffffff', 0.32)),
      ...dice.pick(figures)(color),
      ...dice.pick(eyes)(color),
      ...dice.pick(noses)(color),
      ...dice.pick(mouths)(color),
    ],
  };
}
