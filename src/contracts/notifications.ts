// What people can be told of, and over which channel. Whatever tells somebody something is registered here.
import type { MailTemplate } from './mail.ts';

export const notificationChannels = ['email', 'push', 'inApp'] as const;
export type NotificationChannel = (typeof notificationChannels)[number];

interface Notification {
  /** For people who choose. */
  readonly description: string;
  /** Where it goes unless its receiver has chosen otherwise. */
  readonly channels: readonly NotificationChannel[];
  /** True for what protects an account, and for what moderators did: nobody can switch its channels off, not even an intruder. */
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
  'account.password-reset': {
    description: 'The link with which you choose a new password.',
    channels: ['email'],
    required: true,
  },
  'account.password-changed': {
    description: 'Your password was changed.',
    channels: ['email', 'inApp'],
    required: true,
  },
  'account.email-change': {
    description: 'The link and the code that confirm a new e-mail address.',
    channels: ['email'],
    required: true,
  },
  'account.email-changed': {
    description: 'Your e-mail address was changed, or somebody asked for it.',
    channels: ['email', 'inApp'],
    required: true,
  },
  'account.second-factor': {
    description: 'Two-step sign-in was switched on or off, or a recovery code was used.',
    channels: ['email', 'inApp'],
    required: true,
  },
  'account.sessions-ended': {
    description: 'You were signed out everywhere.',
    channels: ['email', 'inApp'],
    required: true,
  },
  'account.status-changed': {
    description: 'Your account was deactivated, or activated again.',
    channels: ['email', 'inApp'],
    required: true,
  },
  'profile.edited': {
    description: 'A moderator changed your profile.',
    channels: ['email', 'inApp'],
    required: true,
  },
  'avatar.removed': {
    description: 'A moderator removed your picture.',
    channels: ['email', 'inApp'],
    required: true,
  },
  'avatar.refused': {
    description: 'A picture that you uploaded could not be used.',
    channels: ['email', 'inApp'],
    required: false,
  },
  'alias.unmasked': {
    description: 'Moderators found out who is behind one of your aliases.',
    channels: ['email', 'inApp'],
    required: true,
  },
  'badge.granted': {
    description: 'You were given a badge.',
    channels: ['email', 'inApp'],
    required: false,
  },
  'verification.decided': {
    description: 'Your request to have your profile verified was approved or declined.',
    channels: ['email', 'inApp'],
    required: false,
  },
  'link.dropped': {
    description: 'One of your links is no longer shown as proved.',
    channels: ['email', 'inApp'],
    required: false,
  },
  'endorsement.received': {
    description: 'Somebody endorsed you.',
    channels: ['email', 'inApp'],
    required: false,
  },
  'connection.requested': {
    description: 'Somebody asks you to confirm a connection.',
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
export const mailNotifications: Readonly<Record<MailTemplate, NotificationType>> = {
  'verify-email': 'account.email-verification',
  'account-exists': 'account.registration-repeated',
  'password-reset': 'account.password-reset',
  'password-changed': 'account.password-changed',
  'email-change-confirm': 'account.email-change',
  'email-change-notice': 'account.email-changed',
  'email-changed': 'account.email-changed',
  'second-factor-enabled': 'account.second-factor',
  'second-factor-disabled': 'account.second-factor',
  'recovery-code-used': 'account.second-factor',
  'sessions-ended': 'account.sessions-ended',
  'account-deactivated': 'account.status-changed',
  'account-activated': 'account.status-changed',
  'profile-edited': 'profile.edited',
  'avatar-removed': 'avatar.removed',
  'avatar-refused': 'avatar.refused',
  'alias-unmasked': 'alias.unmasked',
  'badge-granted': 'badge.granted',
  'verification-request-approved': 'verification.decided',
  'verification-request-declined': 'verification.decided',
  'link-dropped': 'link.dropped',
  'endorsement-received': 'endorsement.received',
  'connection-requested': 'connection.requested',
};
