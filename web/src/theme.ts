// One visual language: quiet, generous, with the tenant's colour.
import {
  type CSSVariablesResolver,
  colorsTuple,
  createTheme,
  defaultVariantColorsResolver,
  type MantineThemeOverride,
  type VariantColorsResolver,
} from '@mantine/core';
import type { Brand } from './brand.ts';

/** A shade between a colour and white (above 0) or black (below), by `share`. */
function shade(color: string, share: number): string {
  const target = share > 0 ? 255 : 0;
  const channels = [1, 3, 5].map((at) => Number.parseInt(color.slice(at, at + 2), 16));
  const mixed = channels.map((channel) => Math.round(channel + (target - channel) * Math.abs(share)));
  return `#${mixed.map((channel) => channel.toString(16).padStart(2, '0')).join('')}`;
}

/** Ten shades, of which the seventh is the colour itself. */
export const shadesOf = (color: string) =>
  colorsTuple([0.93, 0.82, 0.68, 0.52, 0.34, 0.16, 0, -0.14, -0.28, -0.42].map((share) => shade(color, share)));

/** The library decides on black or white words by the shade of the light scheme; ours differs in the dark one. */
const variantColors: VariantColorsResolver = (input) => ({
  ...defaultVariantColorsResolver(input),
  ...(input.variant === 'filled' &&
    (input.color ?? 'brand') === 'brand' && { color: 'var(--mantine-primary-color-contrast)' }),
});

/** Links on dark cards, and words on filled buttons, reach 4.5:1 with these where the colour is not faint itself (WCAG 2.2, 1.4.3). */
export const primaryShade = { light: 6, dark: 3 } as const;
/** Words on a colour that is lighter than this are black. */
export const luminanceThreshold = 0.18;

export function createBrandTheme(brand: Brand): MantineThemeOverride {
  return createTheme({
    primaryColor: 'brand',
    colors: { brand: shadesOf(brand.color) },
    primaryShade,
    autoContrast: true,
    luminanceThreshold,
    variantColorResolver: variantColors,
    defaultRadius: 'md',
    cursorType: 'pointer',
    fontFamily: 'system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", sans-serif',
    headings: { fontWeight: '650' },
    respectReducedMotion: true,
  });
}

const statusColors = ['red', 'orange', 'yellow', 'green', 'teal'] as const;

/** Words on white and on tints that are read at any size: the library's are too faint for WCAG 2.2 AA (1.4.3). */
export const readableColors: CSSVariablesResolver = ({ colors: { gray, dark, ...colors } }) => ({
  variables: {},
  light: {
    '--mantine-color-dimmed': gray[7],
    '--mantine-color-placeholder': gray[7],
    '--mantine-color-gray-light-color': gray[8],
    ...Object.fromEntries(
      statusColors.map((name) => [`--mantine-color-${name}-light-color`, shade(colors[name][9], -0.3)]),
    ),
  },
  dark: {
    '--mantine-color-anchor': 'var(--mantine-color-brand-3)',
    '--mantine-color-dimmed': dark[1],
    '--mantine-color-placeholder': dark[1],
    '--mantine-color-gray-light-color': gray[3],
  },
});
