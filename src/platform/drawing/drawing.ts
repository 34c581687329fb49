// Pictures that we draw ourselves, as shapes on a square of 256 units: written as SVG, or painted as pixels.
import { escapeXml } from './escape-xml.ts';

/** An area, or with `width` a line with round ends. `path` is SVG path data of M, L, H, V, C, Q, A and Z in capitals. */
export interface Shape {
  readonly color: string;
  readonly path: string;
  readonly width?: number;
  /** Scales the path, then moves it; a line's width scales too. */
  readonly place?: { readonly x: number; readonly y: number; readonly scale: number };
}

/** Colours are `#rrggbb`. Without a background the picture is transparent, and has no shapes. */
export interface Drawing {
  readonly background: string | null;
  readonly shapes: readonly Shape[];
  /** Letters in the middle, for SVG alone: a browser has fonts of every script. */
  readonly letters?: string;
}

export const unitsPerSide = 256;

export const area = (color: string, path: string): Shape => ({ color, path });
export const line = (color: string, width: number, path: string): Shape => ({ color, width, path });

/** Numbers of a path, short and the same on every machine. */
const short = (value: number): string => String(Math.round(value * 100) / 100);

export function ellipse(color: string, x: number, y: number, rx: number, ry: number = rx): Shape {
  const arc = (toX: number) => `A${short(rx)} ${short(ry)} 0 0 1 ${short(toX)} ${short(y)}`;
  return area(color, `M${short(x - rx)} ${short(y)}${arc(x + rx)}${arc(x - rx)}Z`);
}

export const rectangle = (color: string, x: number, y: number, width: number, height: number = width): Shape =>
  area(color, `M${short(x)} ${short(y)}H${short(x + width)}V${short(y + height)}H${short(x)}Z`);

export function roundedRectangle(
  color: string,
  [x, y, width, height]: readonly [number, number, number, number],
  radius: number,
): Shape {
  const arc = (toX: number, toY: number) => `A${radius} ${radius} 0 0 1 ${short(toX)} ${short(toY)}`;
  const [right, bottom] = [x + width, y + height];
  return area(
    color,
    `M${short(x + radius)} ${short(y)}H${short(right - radius)}${arc(right, y + radius)}V${short(bottom - radius)}` +
      `${arc(right - radius, bottom)}H${short(x + radius)}${arc(x, bottom - radius)}V${short(y + radius)}${arc(x + radius, y)}Z`,
  );
}

export const polygon = (color: string, points: readonly (readonly [number, number])[]): Shape =>
  area(color, `M${points.map(([x, y]) => `${short(x)} ${short(y)}`).join('L')}Z`);

function element({ color, path, width, place }: Shape): string {
  const paint =
    width === undefined
      ? `fill="${color}"`
      : `fill="none" stroke="${color}" stroke-width="${width}" stroke-linecap="round" stroke-linejoin="round"`;
  const transform = place ? ` transform="matrix(${place.scale} 0 0 ${place.scale} ${place.x} ${place.y})"` : '';
  return `<path ${paint}${transform} d="${path}"/>`;
}

/** Plain SVG without style, script or reference; serve it with `nosniff` and a policy that allows nothing. */
export function toSvg({ background, shapes, letters }: Drawing): string {
  const ground = background ? `<path fill="${background}" d="M0 0h256v256H0z"/>` : '';
  const text =
    letters === undefined
      ? ''
      : '<text x="128" y="128" fill="#fff" font-family="system-ui, sans-serif" font-size="108" font-weight="500" ' +
        `text-anchor="middle" dominant-baseline="central">${escapeXml(letters)}</text>`;
  return `<svg xmlns="http://www.w3.org/2000/svg" width="256" height="256" viewBox="0 0 256 256" role="img">${ground}${shapes.map(element).join('')}${text}</svg>`;
}
