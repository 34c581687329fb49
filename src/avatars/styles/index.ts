// Every kind of picture that we draw: each the same for the same seed, on every machine.
import { createHash } from 'node:crypto';
import { area, type Drawing, ellipse, type Fonts } from '../../platform/drawing/index.ts';
import { deep } from './colors.ts';
import { drawIdenticon } from './identicon.ts';
import { letterShapes } from './lettering.ts';
import { drawMonster } from './monster.ts';
import { drawPagan, drawRetro } from './pixels.ts';
import { drawRobot } from './robot.ts';
import { drawWave } from './wave.ts';

function colorOf(seed: string): string {
  const [first = 0] = createHash('sha256').update(seed).digest();
  return deep[first % deep.length] ?? deep[0];
}

// The same for unknown, private, blocked and erased people.
const silhouette: Drawing = {
  background: '#e2e8f0',
  shapes: [ellipse('#64748b', 128, 102, 46), area('#64748b', 'M36 256C36 202 77 168 128 168C179 168 220 202 220 256Z')],
};

// A head in profile on an oval, as gem cutters carve it.
const cameo: Drawing = {
  background: '#f4efe9',
  shapes: [
    ellipse('#c9a15c', 128, 128, 92, 114),
    ellipse('#8c4a3c', 128, 128, 85, 107),
    ellipse('#a65c4a', 128, 128, 76, 98),
    area(
      '#fbf3e7',
      'M70 214C78 192 100 188 110 178C114 170 112 160 104 152C84 146 74 124 78 100C82 70 106 54 132 56C158 58 174 76 174 98C174 106 172 110 174 116L184 134C186 138 182 140 178 140L177 148C178 152 176 154 174 155C176 158 174 161 172 162C174 172 166 178 150 174C146 180 148 190 156 194C172 200 182 206 186 214C168 228 148 234 128 234C106 234 86 228 70 214Z',
    ),
    area(
      '#e8d5bd',
      'M78 100C82 70 106 54 132 56C150 57 164 66 170 80C150 74 134 84 130 100C126 120 116 118 110 134C104 146 112 158 104 152C84 146 74 124 78 100Z',
    ),
    ellipse('#e8d5bd', 84, 142, 20, 17),
  ],
};

const generated = {
  identicon: drawIdenticon,
  monsterid: drawMonster,
  wavatar: drawWave,
  retro: drawRetro,
  robohash: drawRobot,
  pagan: drawPagan,
  color: (seed: string): Drawing => ({ background: colorOf(seed), shapes: [] }),
  blank: (): Drawing => ({ background: null, shapes: [] }),
  /** A silhouette, which tells nothing about anybody. */
  mp: (): Drawing => silhouette,
  /** Our own mark. */
  cameo: (): Drawing => cameo,
} as const satisfies Record<string, (seed: string) => Drawing>;

export type GeneratedStyle = keyof typeof generated;

/** What a seed looks like in a style. */
export const drawStyle = (style: GeneratedStyle, seed: string): Drawing => generated[style](seed);

/** Initials in white on a colour that `seed` decides: letters for SVG, which a browser has fonts for. */
export const drawInitials = (initials: string, seed: string): Drawing => ({
  background: colorOf(seed),
  shapes: [],
  letters: initials,
});

/** The same as shapes, for pixels; the seed's identicon where no font of ours has the letters. */
export async function paintInitials(fonts: Fonts, initials: string, seed: string): Promise<Drawing> {
  const shapes = await letterShapes(fonts, initials);
  return shapes ? { background: colorOf(seed), shapes } : drawIdenticon(seed);
}
