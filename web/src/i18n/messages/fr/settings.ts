// Réglages de cette personne.
import type { Messages } from '../en.ts';

export const settings: Messages['settings'] = {
  title: 'Réglages',
  lead: 'Comment cela fonctionne pour vous. Les changements sont enregistrés aussitôt.',
  none: 'Il n’y a encore rien à régler.',
  toDefault: 'Revenir à la valeur par défaut',
  isPublic: 'Visible par les autres',
};
