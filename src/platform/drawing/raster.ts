// Paints drawings as pixels, with smooth edges: each edge adds to its row how much of a pixel it covers, and the sum along
// the row is the coverage (the method of font-rs). Nothing is decoded and no library is asked, so this opens no door.
import { type Drawing, type Shape, unitsPerSide } from './drawing.ts';
import { flatten, type Point, type Polyline } from './path.ts';

export interface Raster {
  readonly data: Buffer;
  readonly side: number;
  readonly channels: 3 | 4;
}

const discCorners = 20;

/** The signed area, twice. */
const winding = (points: Polyline): number =>
  points.reduce((sum, [x, y], at) => {
    const [nextX, nextY] = points[(at + 1) % points.length] ?? [x, y];
    return sum + x * nextY - nextX * y;
  }, 0);

const turned = (points: Polyline): Polyline => (winding(points) < 0 ? points.toReversed() : points);

function disc([x, y]: Point, radius: number): Polyline {
  return Array.from({ length: discCorners }, (_, corner) => {
    const angle = (2 * Math.PI * corner) / discCorners;
    return [x + radius * Math.cos(angle), y + radius * Math.sin(angle)] as const;
  });
}

/** A line of a width as areas that turn the same way, so that they add up where they overlap: bars, and discs at their ends. */
function thicken(points: Polyline, width: number): Polyline[] {
  const radius = width / 2;
  const bars = points.slice(1).flatMap(([x1, y1], at): Polyline[] => {
    const [x0, y0] = points[at] ?? [x1, y1];
    const length = Math.hypot(x1 - x0, y1 - y0);
    if (length === 0) return [];
    const [nx, ny] = [((y0 - y1) / length) * radius, ((x1 - x0) / length) * radius];
    return [
      turned([
        [x0 + nx, y0 + ny],
        [x1 + nx, y1 + ny],
        [x1 - nx, y1 - ny],
        [x0 - nx, y0 - ny],
      ]),
    ];
  });
  return [...bars, ...points.map((point) => disc(point, radius))];
}

/** What a shape covers of each pixel in the box around it: `rows` × `columns` numbers from `top` and `left` on. */
interface Coverage {
  readonly cells: Float32Array;
  readonly left: number;
  readonly top: number;
  readonly columns: number;
  readonly rows: number;
}

/** Adds the edge from one point to another, both in pixels of the box. */
function addEdge({ cells, columns, rows }: Coverage, from: Point, to: Point): void {
  if (from[1] === to[1]) return;
  const [[x0, y0], [x1, y1]] = from[1] < to[1] ? [from, to] : [to, from];
  const direction = from[1] < to[1] ? 1 : -1;
  const slope = (x1 - x0) / (y1 - y0);
  for (let row = Math.max(0, Math.floor(y0)); row < Math.min(rows, Math.ceil(y1)); row++) {
    const [enter, leave] = [Math.max(row, y0), Math.min(row + 1, y1)];
    const height = (leave - enter) * direction;
    const [one, other] = [x0 + (enter - y0) * slope, x0 + (leave - y0) * slope];
    const [near, far] = one < other ? [one, other] : [other, one];
    const first = Math.floor(near);
    const last = Math.max(first + 1, Math.ceil(far));
    // The share of the edge that lies left of each column's right side; what it did not cover goes to the next column.
    let before = 0;
    for (let column = first; column < last; column++) {
      const after = coveredUntil(column + 1, near, far);
      const at = row * columns + column;
      cells[at] = (cells[at] ?? 0) + height * (after - before);
      before = after;
    }
    const at = row * columns + last;
    cells[at] = (cells[at] ?? 0) + height * (1 - before);
  }
}

/** The mean, over an edge from `near` to `far`, of how much of the pixel that ends at `x` lies right of it. */
function coveredUntil(x: number, near: number, far: number): number {
  // The integral of the distance to `x`, capped to the pixel before it.
  const until = (limit: number) => {
    const reach = Math.min(far, limit);
    return reach <= near ? 0 : (reach - near) * (limit - (near + reach) / 2);
  };
  if (far - near < 1e-9) return Math.min(1, Math.max(0, x - near));
  return (until(x) - until(x - 1)) / (far - near);
}

function cover(contours: readonly Polyline[], side: number): Coverage {
  const xs = contours.flatMap((points) => points.map(([x]) => x));
  const ys = contours.flatMap((points) => points.map(([, y]) => y));
  const left = Math.floor(Math.min(...xs));
  const top = Math.max(0, Math.floor(Math.min(...ys)));
  const rows = Math.max(0, Math.min(side, Math.ceil(Math.max(...ys))) - top);
  // One column more on the right, where what the last pixel did not take ends up.
  const columns = Math.ceil(Math.max(...xs)) - left + 2;
  const coverage = { cells: new Float32Array(rows * columns), left, top, columns, rows };
  for (const points of contours)
    points.forEach(([x, y], at) => {
      const [nextX, nextY] = points[(at + 1) % points.length] ?? [x, y];
      addEdge(coverage, [x - left, y - top], [nextX - left, nextY - top]);
    });
  return coverage;
}

const channelsOf = (color: string): readonly number[] => [...Buffer.from(color.slice(1), 'hex')];

const unmoved = { x: 0, y: 0, scale: 1 };

function paint(pixels: Buffer, side: number, { color, path, width, place = unmoved }: Shape): void {
  const pixelsPerUnit = side / unitsPerSide;
  const scale = pixelsPerUnit * place.scale;
  const [dx, dy] = [place.x * pixelsPerUnit, place.y * pixelsPerUnit];
  const lines = flatten(path).map((points) => points.map(([x, y]): Point => [x * scale + dx, y * scale + dy]));
  const contours = width === undefined ? lines : lines.flatMap((points) => thicken(points, width * scale));
  if (contours.length === 0) return;
  const { cells, left, top, columns, rows } = cover(contours, side);
  const [red = 0, green = 0, blue = 0] = channelsOf(color);
  for (let row = 0; row < rows; row++) {
    let sum = 0;
    for (let column = 0; column < columns; column++) {
      sum += cells[row * columns + column] ?? 0;
      const share = Math.min(1, Math.abs(sum));
      const x = left + column;
      if (share < 1 / 512 || x < 0 || x >= side) continue;
      const at = ((top + row) * side + x) * 3;
      pixels[at] = (pixels[at] ?? 0) * (1 - share) + red * share + 0.5;
      pixels[at + 1] = (pixels[at + 1] ?? 0) * (1 - share) + green * share + 0.5;
      pixels[at + 2] = (pixels[at + 2] ?? 0) * (1 - share) + blue * share + 0.5;
    }
  }
}

/** Paints a drawing `side` pixels square. Letters are not painted. */
export function rasterize({ background, shapes }: Drawing, side: number): Raster {
  if (background === null) return { data: Buffer.alloc(side * side * 4), side, channels: 4 };
  const data = Buffer.alloc(side * side * 3, Buffer.from(background.slice(1), 'hex'));
  for (const shape of shapes) paint(data, side, shape);
  return { data, side, channels: 3 };
}
