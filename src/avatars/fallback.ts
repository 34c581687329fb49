// The picture of everybody who has none: initials on a colour, or a silhouette that tells nothing about anybody. Both are
// plain SVG without style, script or reference; serve them with `nosniff` and a policy that allows nothing.
import { createHash } from 'node:crypto';
import { initialsOf } from './initials.ts';

// Each has a contrast of at least 4.5:1 with white (WCAG 2.2, 1.4.3), which test/avatars/fallback.test.ts checks.
const palette = [
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
] as const;

const svg = (body: string) =>
  `<svg xmlns="http://www.w3.org/2000/svg" width="256" height="256" viewBox="0 0 256 256" role="img">${body}</svg>`;

const neutral = svg(
  '<path fill="#e2e8f0" d="M0 0h256v256H0z"/><circle cx="128" cy="102" r="46" fill="#64748b"/>' +
    '<path fill="#64748b" d="M36 256c0-54 41-88 92-88s92 34 92 88z"/>',
);

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};
const escapeXml = (text: string) => text.replace(/[&<>"']/g, (character) => entities[character] ?? '');

function pickColor(seed: string): string {
  const [first = 0] = createHash('sha256').update(seed).digest();
  return palette[first % palette.length] ?? palette[0];
}

/** The silhouette (SVG), the same for unknown, private, blocked and erased people. */
export function neutralAvatar(): string {
  return neutral;
}

/** The initials of `name` in white on a colour that `seed` decides (SVG); the silhouette when the name has no initials. */
export function initialsAvatar({ name, seed }: { name: string; seed: string }): string {
  const initials = initialsOf(name);
  if (initials === '') return neutral;
  return svg(
    `<path fill="${pickColor(seed)}" d="M0 0h256v256H0z"/>` +
      '<text x="128" y="128" fill="#fff" font-family="system-ui, sans-serif" font-size="108" font-weight="500" ' +
      `text-anchor="middle" dominant-baseline="central">${escapeXml(initials)}</text>`,
  );
}
