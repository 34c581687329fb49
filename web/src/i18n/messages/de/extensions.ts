// Blöcke, die jemand dem Profil hinzufügt.
import type { Messages } from '../en.ts';

export const extensions: Messages['extensions'] = {
  title: 'Blöcke deines Profils',
  lead: 'Wofür das Profil kein Feld hat: Projekte, Vorträge, was du magst.',
  none: 'Es gibt noch keinen Block.',
  one: 'diesen Block',
  add: 'Block hinzufügen',
  change: 'Ändern',
  type: 'Art',
  typeHint: 'Wähle eine, die deine Organisation kennt, oder nenne eine eigene in kleinen Buchstaben.',
  data: 'Was darin steht, als JSON',
  audience: 'Wer ihn sieht, wenn er dein Profil sieht',
  up: 'Nach oben',
  down: 'Nach unten',
  removeTitle: (type) => `„${type}“ entfernen?`,
  removeText: 'Was darin steht, wird gelöscht.',
};
