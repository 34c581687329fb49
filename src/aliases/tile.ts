// Draws an animal's face on a colour, as plain SVG without style, script or reference; 128 units square.
import { type Animal, type Ears, type Eyes, type Face, faces, type Mark, type Mouth } from './animals.ts';

type Draw = (face: Face) => string;

const ink = '#2b2b33';
const ellipse = (fill: string, cx: number, cy: number, rx: number, ry = rx, turn = 0) =>
  `<ellipse cx="${cx}" cy="${cy}" rx="${rx}" ry="${ry}" fill="${fill}"${turn ? ` transform="rotate(${turn} ${cx} ${cy})"` : ''}/>`;
const shape = (fill: string, d: string) => `<path fill="${fill}" d="${d}"/>`;
const line = (stroke: string, width: number, d: string) =>
  `<path fill="none" stroke="${stroke}" stroke-width="${width}" stroke-linecap="round" stroke-linejoin="round" d="${d}"/>`;
/** What is drawn on the left, and its mirror image on the right. */
const both = (left: string) => `${left}<g transform="matrix(-1 0 0 1 128 0)">${left}</g>`;

const ears: Record<Ears, Draw> = {
  none: () => '',
  round: ({ coat, light }) => both(ellipse(coat, 34, 42, 15) + ellipse(light, 35, 43, 8)),
  ball: ({ dark }) => both(ellipse(dark, 34, 42, 15)),
  small: ({ dark }) => both(ellipse(dark, 35, 45, 9)),
  point: ({ coat, light }) => both(shape(coat, 'M25 66 28 20 58 42z') + shape(light, 'M32 50 33 31 47 42z')),
  tuft: ({ coat, dark }) => both(shape(coat, 'M27 62 26 22 56 42z') + line(dark, 4, 'M27 26 22 12')),
  tall: ({ coat, light }) => both(ellipse(coat, 46, 30, 10, 26, -8) + ellipse(light, 46, 32, 5, 18, -8)),
  side: ({ coat, light }) => both(ellipse(coat, 22, 54, 17, 9, 18) + ellipse(light, 22, 54, 11, 5, 18)),
  big: ({ coat, light }) => both(ellipse(coat, 24, 54, 22) + ellipse(light, 25, 55, 14)),
};

const eye = (x: number, y: number) => ellipse(ink, x, y, 5, 5.5) + ellipse('#fff', x + 1.6, y - 1.8, 1.6);
const eyes: Record<Eyes, Draw> = {
  dots: () => eye(48, 66) + eye(80, 66),
  wide: () =>
    [47, 81]
      .map((x) => ellipse('#ffe9a8', x, 65, 10) + ellipse(ink, x, 65, 6) + ellipse('#fff', x + 2, 62.5, 2))
      .join(''),
  high: ({ coat }) =>
    [42, 86].map((x) => ellipse(coat, x, 40, 14) + ellipse('#fff', x, 40, 10) + ellipse(ink, x, 41, 5.5)).join(''),
};

const smile = line(ink, 2.2, 'M64 84v4m-8 2c3 4 7 3 8-2c1 5 5 6 8 2');
const orange = '#f0953a';
const mouths: Record<Mouth, Draw> = {
  snout: ({ light }) => ellipse(light, 64, 86, 18, 13) + ellipse(ink, 64, 79, 7, 5) + smile,
  broad: ({ light }) =>
    ellipse(light, 64, 88, 25, 15) + both(ellipse(ink, 57, 83, 2.6, 3.4)) + line(ink, 2.2, 'M52 94c6 5 18 5 24 0'),
  tiny: () => ellipse(ink, 64, 80, 4.5, 3.2) + smile,
  trunk: ({ coat, dark }) =>
    `<path fill="${coat}" stroke="${dark}" stroke-width="2" d="M53 72v28a11 11 0 0 0 22 0V72"/>` +
    line(dark, 1.8, 'M58 82h12M58 89h12M58 96h12'),
  nose: ({ dark }) => ellipse(dark, 64, 80, 8.5, 12) + line(ink, 2.2, 'M57 98c5 3 9 3 14 0'),
  beak: () => shape(orange, 'M54 76q10-7 20 0L64 95z') + line('#b8661c', 1.6, 'M57 80h14'),
  bill: () => ellipse(orange, 64, 86, 21, 9) + line('#b8661c', 2, 'M45 86c10 5 28 5 38 0'),
  hook: () => shape('#e8a62f', 'M51 74q13-11 26 0l-4 10q-4 14-12 17q2-8-1-11q-8-5-9-16z'),
  grin: () => line(ink, 3, 'M40 82c10 16 38 16 48 0') + both(ellipse(ink, 60, 73, 1.6)),
};

const spot = (fill: string, places: readonly (readonly [number, number, number])[]) =>
  places.map(([x, y, r]) => ellipse(fill, x, y, r)).join('');

/** Behind the head. */
const behind: Partial<Record<Mark, Draw>> = {
  antlers: ({ dark }) => both(line(dark, 5, 'M50 40C40 30 36 24 36 8M38 24 24 16M44 32 28 32')),
  bristles: ({ dark }) =>
    shape(
      dark,
      'M64 14 71 24 82 16 86 28 98 24 98 37 110 38 106 50 116 56 108 66 114 78 102 82 102 92H26V82L14 78 20 66 12 56 22 50 18 38 30 37 30 24 42 28 46 16 57 24z',
    ),
  crest: ({ dark }) =>
    both(shape(dark, 'M64 36C56 30 52 22 54 12c6 4 9 10 10 18z')) + shape(dark, 'M58 38c0-14 2-22 6-30c4 8 6 16 6 30z'),
  horns: ({ dark }) => both(line(dark, 6, 'M50 42C44 34 34 30 36 10')),
  knobs: ({ dark, coat }) => both(line(coat, 6, 'M54 40 50 20') + ellipse(dark, 50, 18, 6)),
  mane: ({ dark }) => ellipse(dark, 64, 68, 54, 52),
};

/** On the head, below eyes and mouth. */
const upon: Partial<Record<Mark, Draw>> = {
  blaze: ({ light }) => shape(light, 'M64 30c-7 12-7 34-8 52h16c-1-18-1-40-8-52z'),
  cheeks: ({ light }) => both(shape(light, 'M26 76c14-6 28 0 38 14v16C46 106 30 96 26 76z')),
  curls: ({ light }) =>
    spot(light, [
      [50, 36, 10],
      [64, 31, 12],
      [78, 36, 10],
    ]),
  heart: ({ light }) => both(shape(light, 'M64 56c-8-14-34-10-34 14c0 20 18 34 34 35z')),
  mask: ({ dark }) => both(ellipse(dark, 45, 67, 14, 10, -24)),
  patches: ({ dark }) => both(ellipse(dark, 46, 67, 10, 13, 28)),
  spots: ({ dark }) =>
    spot(dark, [
      [50, 46, 4],
      [64, 40, 4.5],
      [78, 46, 4],
      [33, 76, 4],
      [95, 76, 4],
      [38, 90, 3.5],
      [90, 90, 3.5],
    ]),
  stripes: ({ dark }) =>
    line(dark, 5, 'M64 33v14M52 36l3 11M76 36l-3 11') + both(line(dark, 4.5, 'M25 74l12 3M28 87l11-1')),
};

/** Over everything. */
const over: Partial<Record<Mark, Draw>> = {
  teeth: () => shape('#fff', 'M58 92h12v9q-6 3-12 0z') + line('#b9b9b9', 1.2, 'M64 92v10'),
  tusks: () => both(shape('#fffbef', 'M46 92h8c1 12-1 20-6 26c-3-8-4-16-2-26z')),
  whiskers: () => both(line('#00000055', 1.6, 'M44 86 22 82M44 90 22 92')),
};

const headOf: Draw = ({ coat, dark }) => ellipse(dark, 64, 134, 36, 30) + ellipse(coat, 64, 70, 42, 38);

/** The picture (SVG); `seed` decides the colours behind the animal: 32 bytes, of which four are read. */
export function drawTile(animal: Animal, seed: Buffer): string {
  const face: Face = faces[animal];
  const draw = (kind: Partial<Record<Mark, Draw>>) => face.marks.map((mark) => kind[mark]?.(face) ?? '').join('');
  const hue = seed.readUInt16BE(0) % 360;
  const other = (hue + 15 + (seed.readUInt16BE(2) % 45)) % 360;
  return (
    '<svg xmlns="http://www.w3.org/2000/svg" width="256" height="256" viewBox="0 0 128 128" role="img">' +
    `<title>${animal}</title><rect width="128" height="128" fill="hsl(${hue},55%,85%)"/>` +
    `<circle cx="64" cy="140" r="86" fill="hsl(${other},50%,73%)"/>` +
    draw(behind) +
    ears[face.ears](face) +
    headOf(face) +
    draw(upon) +
    eyes[face.eyes](face) +
    mouths[face.mouth](face) +
    draw(over) +
    '</svg>'
  );
}
