// The icons that a badge can have, drawn.
import {
  IconAward,
  IconBook,
  IconBriefcase,
  IconCertificate,
  IconCode,
  IconFlame,
  IconHeart,
  IconLeaf,
  IconMedal,
  IconRocket,
  IconSchool,
  IconShield,
  IconStar,
  IconTrophy,
  IconUsers,
  IconWorld,
} from '@tabler/icons-react';
import type { components } from '../../../api/schema.d.ts';

export type Badge = components['schemas']['Badge'];
export type IconName = Badge['icon'];

const icons: Readonly<Record<IconName, typeof IconAward>> = {
  award: IconAward,
  book: IconBook,
  briefcase: IconBriefcase,
  certificate: IconCertificate,
  code: IconCode,
  flame: IconFlame,
  globe: IconWorld,
  heart: IconHeart,
  leaf: IconLeaf,
  medal: IconMedal,
  rocket: IconRocket,
  school: IconSchool,
  shield: IconShield,
  star: IconStar,
  trophy: IconTrophy,
  users: IconUsers,
};

export const iconNames = Object.keys(icons) as IconName[];

export function BadgeIcon({ icon, size = 24 }: { icon: IconName; size?: number }) {
  const Icon = icons[icon];
  return <Icon size={size} stroke={1.6} aria-hidden style={{ flexShrink: 0 }} />;
}
