// Wovon man erfährt.
import type { Messages } from '../en.ts';

export const notifications: Messages['notifications'] = {
  title: 'Benachrichtigungen',
  lead: 'Wovon du erfährst, und wie.',
  event: 'Was geschieht',
  required: 'Kommt immer: Es schützt dein Konto.',
  channels: { email: 'E-Mail', push: 'Push', inApp: 'Hier' },
};
