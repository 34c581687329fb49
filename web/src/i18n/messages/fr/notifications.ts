// Ce dont on est averti.
import type { Messages } from '../en.ts';

export const notifications: Messages['notifications'] = {
  title: 'Notifications',
  lead: 'Ce dont vous êtes averti, et comment.',
  event: 'Ce qui arrive',
  required: 'Toujours envoyé : cela protège votre compte.',
  channels: { email: 'E-mail', push: 'Push', inApp: 'Ici' },
};
