// Our own pictures as pixels: what is painted is what the shapes say.
import { area, type Drawing, ellipse, encodeDrawing, line, rectangle } from '../../src/platform/drawing/index.ts';
import { flatten } from '../../src/platform/drawing/path.ts';
import { rasterize } from '../../src/platform/drawing/raster.ts';

const [black, white] = ['#000000', '#ffffff'];
const on = (...shapes: Drawing['shapes']): Drawing => ({ background: black, shapes });

/** How much of the picture is white, from 0 to 1. */
function shareOf(drawing: Drawing, side = 64): number {
  const { data } = rasterize(drawing, side);
  return data.reduce((sum, value) => sum + value, 0) / (data.length * 255);
}

it.each([
  ['a rectangle', on(rectangle(white, 64, 64, 128, 128)), 0.25],
  ['one between the pixels', on(rectangle(white, 1, 1, 127, 255)), (127 * 255) / 65_536],
  ['one that reaches beyond the picture', on(rectangle(white, -100, 128, 500, 500)), 0.5],
  ['a disc', on(ellipse(white, 128, 128, 100)), (Math.PI * 100 ** 2) / 65_536],
  ['a triangle', on(area(white, 'M0 0L256 0L0 256Z')), 0.5],
  ['a ring: what turns the other way is a hole', on(area(white, 'M0 0H256V256H0ZM64 64V192H192V64Z')), 0.75],
  ['a line with round ends', on(line(white, 20, 'M50 128H200')), (150 * 20 + Math.PI * 10 ** 2) / 65_536],
  ['a line over itself', on(line(white, 20, 'M50 128H200L50 128')), (150 * 20 + Math.PI * 10 ** 2) / 65_536],
  ['a shape that is placed', on({ ...rectangle(white, 0, 0, 64), place: { x: 64, y: 0, scale: 2 } }), 0.25],
  ['curves', on(area(white, 'M0 128C0 58 58 0 128 0Q256 0 256 128A128 128 0 0 1 0 128Z')), 0.8],
])('%s covers what it should', (_, drawing, share) => {
  expect(Math.abs(shareOf(drawing) - share)).toBeLessThan(0.012);
  expect(Math.abs(shareOf(drawing, 17) - shareOf(drawing, 300))).toBeLessThan(0.02);
});

it('later shapes cover earlier ones', () => {
  expect(shareOf(on(rectangle(white, 0, 0, 256), rectangle(black, 0, 0, 256)))).toBe(0);
});

it('a path that cannot be understood is refused', () => {
  for (const path of ['L1 1', 'M1', 'M0 0L1']) expect(() => flatten(path)).toThrow(TypeError);
});

it('the same drawing makes the same bytes', async () => {
  for (const format of ['svg', 'png', 'webp', 'jpg'] as const) {
    const files = await Promise.all([0, 1].map(() => encodeDrawing(on(ellipse(white, 100, 90, 50)), format, 700)));
    expect(files[0]?.equals(files[1] ?? Buffer.alloc(0))).toBe(true);
  }
});
