// The pages of the navigation, in its order.
import {
  IconActivity,
  IconBell,
  IconChartBar,
  IconCompass,
  IconLock,
  IconPhoto,
  IconRosetteDiscountCheck,
  IconSettings,
  IconShield,
  IconTools,
  IconUser,
} from '@tabler/icons-react';
import type { Messages } from '../i18n/messages/en.ts';
import { areaPermissions } from '../pages/admin/area-permissions.ts';

interface Destination {
  readonly href: string;
  readonly name: keyof Messages['common']['navigation'];
  readonly Icon: typeof IconUser;
  /** Of which one is enough to go there; everybody who is signed in may, without any. */
  readonly permissions?: readonly string[];
}

export const destinations: readonly Destination[] = [
  { href: '/profile', name: 'profile', Icon: IconUser },
  { href: '/avatar', name: 'avatar', Icon: IconPhoto },
  { href: '/privacy', name: 'privacy', Icon: IconLock },
  { href: '/notifications', name: 'notifications', Icon: IconBell },
  { href: '/discover', name: 'discover', Icon: IconCompass },
  { href: '/trust', name: 'trust', Icon: IconRosetteDiscountCheck },
  { href: '/insights', name: 'insights', Icon: IconChartBar },
  { href: '/activity', name: 'activity', Icon: IconActivity },
  { href: '/security', name: 'security', Icon: IconShield },
  { href: '/settings', name: 'settings', Icon: IconSettings },
  { href: '/admin', name: 'administration', Icon: IconTools, permissions: Object.values(areaPermissions) },
];
