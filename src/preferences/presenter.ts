// Preferences as their owner reads them: choices, and the defaults where there is none. Pure.
import {
  type NotificationChannel,
  notificationChannels,
  notifications as registered,
} from '../contracts/notifications.ts';
import type { NotificationChoices } from './notifications.ts';

export const themes = ['light', 'dark', 'auto'] as const;
export type Theme = (typeof themes)[number];

/** How people are drawn who show no picture. */
export const fallbackStyles = ['initials', 'identicon', 'retro', 'blank', 'color'] as const;
export type FallbackStyle = (typeof fallbackStyles)[number];

/** Each with what holds until somebody chooses. */
export const privacySwitches = {
  showOnlineStatus: false,
  allowDirectMessages: true,
  showReadReceipts: false,
  publicAvatarByEmail: false,
  browseUnseen: false,
  // Whoever opens a profile has opted in by that; until then it is shown to nobody anyway.
  discoverable: true,
  indexable: true,
  findableByEmail: false,
} as const satisfies Record<string, boolean>;
export type PrivacySwitch = keyof typeof privacySwitches;

/** What is kept: choices only. All null, as an outer join gives it, for people who never chose. */
export interface StoredPreferences {
  readonly theme: Theme | null;
  readonly language: string | null;
  readonly avatarStyle: FallbackStyle | null;
  readonly notifications: NotificationChoices | null;
  readonly privacy: Readonly<Partial<Record<PrivacySwitch, boolean>>> | null;
}

export interface Preferences {
  readonly theme: Theme;
  readonly language: string;
  readonly avatarStyle: FallbackStyle;
  readonly notifications: Record<NotificationChannel, boolean> & Pick<NotificationChoices, 'events'>;
  readonly privacy: Record<PrivacySwitch, boolean>;
}

const allChannels = (on: boolean) =>
  Object.fromEntries(notificationChannels.map((channel) => [channel, on])) as Record<NotificationChannel, boolean>;

/** Fills in the defaults; `notifications.events` holds the types that were chosen for, and is absent without any. */
export function presentPreferences(stored: StoredPreferences): Preferences {
  const { theme, language, avatarStyle, notifications, privacy } = stored;
  const { events = {}, ...channels } = notifications ?? {};
  // A type that is no longer registered cannot be chosen for, so it is not shown.
  const known = Object.entries(events).filter(([type]) => Object.hasOwn(registered, type));
  const chosen = known.length > 0 && { events: Object.fromEntries(known) };
  return {
    theme: theme ?? 'auto',
    language: language ?? 'en',
    avatarStyle: avatarStyle ?? 'initials',
    notifications: { ...allChannels(true), ...channels, ...chosen },
    privacy: { ...privacySwitches, ...privacy },
  };
}
