// SVG path data as polylines: the part of the grammar that our own drawings use, with absolute commands only.
export type Point = readonly [x: number, y: number];

/** A line through points; areas close it, lines of a width do not unless the path does. */
export type Polyline = readonly Point[];

const token = /([MLHVCQAZ])|(-?(?:\d+\.?\d*|\.\d+))/g;
const argumentCount: Readonly<Record<string, number>> = { M: 2, L: 2, H: 1, V: 1, C: 6, Q: 4, A: 7, Z: 0 };

// Enough for 512 pixels: a chord is then less than a tenth of a pixel from its curve.
const curveSteps = 16;
const arcStep = Math.PI / 24;

function* curve(at: (t: number) => Point): Generator<Point> {
  for (let step = 1; step <= curveSteps; step++) yield at(step / curveSteps);
}

function cubic([x0, y0]: Point, [x1, y1, x2, y2, x3, y3]: readonly number[]): Iterable<Point> {
  const mix =
    (a: number, b = 0, c = 0, d = 0) =>
    (t: number) =>
      (1 - t) ** 3 * a + 3 * (1 - t) ** 2 * t * b + 3 * (1 - t) * t ** 2 * c + t ** 3 * d;
  const [x, y] = [mix(x0, x1, x2, x3), mix(y0, y1, y2, y3)];
  return curve((t) => [x(t), y(t)]);
}

function quadratic([x0, y0]: Point, [x1, y1, x2, y2]: readonly number[]): Iterable<Point> {
  const mix =
    (a: number, b = 0, c = 0) =>
    (t: number) =>
      (1 - t) ** 2 * a + 2 * (1 - t) * t * b + t ** 2 * c;
  const [x, y] = [mix(x0, x1, x2), mix(y0, y1, y2)];
  return curve((t) => [x(t), y(t)]);
}

/** SVG 2, B.2.4: from the two ends of an elliptical arc to its centre. Rotated ellipses are not drawn here. */
function* arc([x0, y0]: Point, numbers: readonly number[]): Generator<Point> {
  const [givenRx = 0, givenRy = 0, , large, sweep, x1 = 0, y1 = 0] = numbers;
  const [dx, dy] = [(x0 - x1) / 2, (y0 - y1) / 2];
  const stretch = Math.max(1, Math.hypot(dx / givenRx, dy / givenRy));
  const [rx, ry] = [givenRx * stretch, givenRy * stretch];
  const apart = (dx / rx) ** 2 + (dy / ry) ** 2;
  const side = (large === sweep ? -1 : 1) * Math.sqrt(Math.max(0, 1 / apart - 1));
  const [cx, cy] = [(x0 + x1) / 2 + (side * rx * dy) / ry, (y0 + y1) / 2 - (side * ry * dx) / rx];
  const from = Math.atan2((y0 - cy) / ry, (x0 - cx) / rx);
  let turn = Math.atan2((y1 - cy) / ry, (x1 - cx) / rx) - from;
  if (sweep && turn < 0) turn += 2 * Math.PI;
  if (!sweep && turn > 0) turn -= 2 * Math.PI;
  const steps = Math.max(1, Math.ceil(Math.abs(turn) / arcStep));
  for (let step = 1; step < steps; step++) {
    const angle = from + (turn * step) / steps;
    yield [cx + rx * Math.cos(angle), cy + ry * Math.sin(angle)];
  }
  yield [x1, y1];
}

function follow(command: string, [x, y]: Point, numbers: readonly number[]): Iterable<Point> {
  const [first = 0, second = 0] = numbers;
  switch (command) {
    case 'H':
      return [[first, y]];
    case 'V':
      return [[x, first]];
    case 'C':
      return cubic([x, y], numbers);
    case 'Q':
      return quadratic([x, y], numbers);
    case 'A':
      return arc([x, y], numbers);
    default:
      return [[first, second]];
  }
}

/** The polylines of a path. @throws TypeError for path data that is not of the kind described above */
export function flatten(path: string): Polyline[] {
  const lines: Point[][] = [];
  let command = '';
  let numbers: number[] = [];
  const draw = () => {
    const current = lines.at(-1);
    if (command === 'M') lines.push([[numbers[0] ?? 0, numbers[1] ?? 0]]);
    else if (!current?.[0]) throw new TypeError('A path begins with M');
    else current.push(...(command === 'Z' ? [current[0]] : follow(command, current.at(-1) ?? current[0], numbers)));
    numbers = [];
    if (command === 'M') command = 'L';
  };
  for (const [text, letter] of path.matchAll(token)) {
    if (letter) command = letter;
    else numbers.push(Number(text));
    if (argumentCount[command] === numbers.length) draw();
  }
  if (numbers.length > 0) throw new TypeError('A path ends in the middle of a command');
  return lines;
}
