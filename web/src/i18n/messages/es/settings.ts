// Ajustes de esta persona.
import type { Messages } from '../en.ts';

export const settings: Messages['settings'] = {
  title: 'Ajustes',
  lead: 'Cómo funciona esto para ti. Los cambios se guardan al momento.',
  none: 'Aún no hay nada que ajustar.',
  toDefault: 'Volver al valor inicial',
  isPublic: 'Lo ven los demás',
};
