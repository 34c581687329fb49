// Whether somebody wants to be told: pure.
import {
  isRequired,
  type NotificationChannel,
  type NotificationType,
  notificationOf,
} from '../contracts/notifications.ts';

export type ChannelChoices = Readonly<Partial<Record<NotificationChannel, boolean>>>;

/** What a person chose: for every notification, and for single types of them. */
export type NotificationChoices = ChannelChoices & {
  readonly events?: Readonly<Partial<Record<NotificationType, ChannelChoices>>>;
};

/** A channel that is switched off is silent whatever was chosen for a type; what protects an account always goes. */
export function isWanted(choices: NotificationChoices, type: NotificationType, channel: NotificationChannel): boolean {
  if (isRequired(type, channel)) return true;
  const open = choices[channel] ?? true;
  return open && (choices.events?.[type]?.[channel] ?? notificationOf(type).channels.includes(channel));
}
