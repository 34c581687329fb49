// What people can be told of, and over which channel. Whatever tells somebody something is registered here.
import type { MailPurpose } from './jobs/index.ts';

export const notificationChannels = ['email', 'push', 'inApp'] as const;
export type NotificationChannel = (typeof notificationChannels)[number];

interface Notification {
  /** For people who choose. */
  readonly description: string;
  /** Where it goes unless its receiver has chosen otherwise. */
  readonly channels: readonly NotificationChannel[];
  /** True for what protects an account: nobody can switch its channels off, not even an intruder. */
  readonly required: boolean;
}

export const notifications = {
  'account.email-verification': {
    description: 'The link and the code that prove your e-mail address.',
    channels: ['email'],
    required: true,
  },
  'account.registration-repeated': {
    description: 'Somebody tried to register with your e-mail address.',
    channels: ['email'],
    required: true,
  },
  'avatar.refused': {
    description: 'A picture that you uploaded could not be used.',
    channels: ['email', 'inApp'],
    required: false,
  },
} as const satisfies Record<string, Notification>;

export type NotificationType = keyof typeof notifications;
export const notificationTypes = Object.keys(notifications) as NotificationType[];
export const notificationOf = (type: NotificationType): Notification => notifications[type];

/** Whether it goes out whatever its receiver has chosen. */
export const isRequired = (type: NotificationType, channel: NotificationChannel): boolean =>
  notificationOf(type).required && notificationOf(type).channels.includes(channel);

/** What each mail tells of. */
export const mailNotifications: Readonly<Record<MailPurpose, NotificationType>> = {
  'verify-email': 'account.email-verification',
  'account-exists': 'account.registration-repeated',
  'avatar-refused': 'avatar.refused',
};
