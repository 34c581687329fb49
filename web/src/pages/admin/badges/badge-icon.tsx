// The icon of a badge: uploaded, or one of those that are drawn here.
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
import { BadgePicture } from '../../../components/badge-picture.tsx';

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

interface BadgeIconProps {
  readonly icon: IconName;
  /** Of the uploaded icon, which is shown instead. */
  readonly url?: string | null;
  /** Of the uploaded icon, where no name stands beside it. */
  readonly alt?: string;
  readonly size?: number;
}

export function BadgeIcon({ icon, url = null, alt = '', size = 24 }: BadgeIconProps) {
  if (url !== null) return <BadgePicture url={url} alt={alt} size={size} />;
  const Icon = icons[icon];
  return <Icon size={size} stroke={1.6} aria-hidden style={{ flexShrink: 0 }} />;
}
