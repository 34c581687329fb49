// The picture of everybody who has none, or whose picture is not for the viewer: what they chose of the styles that we draw.
import type { Drawing, Fonts } from '../platform/drawing/index.ts';
import { initialsOf } from './initials.ts';
import { drawInitials, drawStyle, type GeneratedStyle, paintInitials } from './styles/index.ts';

export type FallbackStyle = 'initials' | GeneratedStyle;

export interface Fallback {
  readonly style: FallbackStyle;
  /** What the picture depends on, and tells nothing of. */
  readonly seed: string;
  /** Whose initials are shown, in that style. */
  readonly name?: string;
}

/** The drawing for SVG; initials become the silhouette where the name has none. */
export function drawFallback({ style, seed, name = '' }: Fallback): Drawing {
  if (style !== 'initials') return drawStyle(style, seed);
  const initials = initialsOf(name);
  return initials === '' ? drawStyle('mp', seed) : drawInitials(initials, seed);
}

/** The drawing for pixels. */
export async function paintFallback(fonts: Fonts, fallback: Fallback): Promise<Drawing> {
  const drawing = drawFallback(fallback);
  return drawing.letters === undefined ? drawing : paintInitials(fonts, drawing.letters, fallback.seed);
}
