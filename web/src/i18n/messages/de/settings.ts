// Einstellungen dieser Person.
import type { Messages } from '../en.ts';

export const settings: Messages['settings'] = {
  title: 'Einstellungen',
  lead: 'Wie das hier für dich läuft. Was du änderst, ist sofort gespeichert.',
  none: 'Es gibt noch nichts einzustellen.',
  toDefault: 'Zurück zur Vorgabe',
  isPublic: 'Andere sehen das',
};
