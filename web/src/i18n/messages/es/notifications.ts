// De qué se avisa.
import type { Messages } from '../en.ts';

export const notifications: Messages['notifications'] = {
  title: 'Avisos',
  lead: 'De qué se te avisa y cómo.',
  event: 'Qué ocurre',
  required: 'Se envía siempre: protege tu cuenta.',
  channels: { email: 'Correo', push: 'Push', inApp: 'Aquí' },
};
