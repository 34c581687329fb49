// The icons that a badge can have without an upload; whoever shows a badge draws them.
export const badgeIcons = [
  'award',
  'book',
  'briefcase',
  'certificate',
  'code',
  'flame',
  'globe',
  'heart',
  'leaf',
  'medal',
  'rocket',
  'school',
  'shield',
  'star',
  'trophy',
  'users',
] as const;
export type BadgeIcon = (typeof badgeIcons)[number];
