// Colours of drawn pictures.
import type { Dice } from './dice.ts';

type Palette = readonly [string, ...string[]];

/** Each has a contrast of at least 4.5:1 with white (WCAG 2.2, 1.4.3), which test/avatars/fallback.test.ts checks. */
export const deep: Palette = [
  '#b42318',
  '#b93815',
  '#a15c07',
  '#7a5c00',
  '#4d7c0f',
  '#15803d',
  '#0f766e',
  '#0e7490',
  '#0369a1',
  '#1d4ed8',
  '#4338ca',
  '#6d28d9',
  '#7e22ce',
  '#a21caf',
  '#be185d',
  '#475569',
];

export const pale: Palette = [
  '#fde2e1',
  '#fdebd3',
  '#fcf3c5',
  '#e6f4cf',
  '#d3f2e3',
  '#d2eff3',
  '#dbe7fb',
  '#e8e2fb',
  '#f8e0f3',
];

export const bright: Palette = [
  '#ef5b5b',
  '#f58a3c',
  '#f2bd2f',
  '#8cc63f',
  '#37b679',
  '#2bb3c0',
  '#4a90e2',
  '#7c6ff0',
  '#c264d8',
  '#ef6aa7',
];

const hexOf = (channels: readonly number[]): string =>
  `#${Buffer.from(channels.map((channel) => Math.round(Math.min(255, Math.max(0, channel))))).toString('hex')}`;

/** `color` with a `share` (0 to 1) of `other` in it. */
export function mix(color: string, other: string, share: number): string {
  const [from, to] = [color, other].map((hex) => [...Buffer.from(hex.slice(1), 'hex')]);
  return hexOf((from ?? []).map((channel, at) => channel * (1 - share) + (to?.[at] ?? 0) * share));
}

export const darker = (color: string, share = 0.28): string => mix(color, '#101828', share);
export const lighter = (color: string, share = 0.45): string => mix(color, '#ffffff', share);

/** Two different ones. */
export function pickTwo(dice: Dice, palette: Palette): [string, string] {
  const first = dice.roll(palette.length);
  const second = (first + 1 + dice.roll(palette.length - 1)) % palette.length;
  return [palette[first] ?? palette[0], palette[second] ?? palette[0]];
}
