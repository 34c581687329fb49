// Ce qui s’est passé.
import type { Messages } from '../en.ts';

export const activity: Messages['activity'] = {
  title: 'Activité',
  lead: 'Tout ce qui a changé votre profil et votre compte. Vous seul le voyez.',
  filter: 'Afficher',
  everything: 'Tout',
  kinds: {
    'profile.': 'Profil',
    'privacy.': 'Confidentialité',
    'avatar.': 'Photo',
    'session.': 'Connexion',
    'alias.': 'Alias',
    'badge.': 'Badges',
  },
  actors: { member: 'Quelqu’un d’ici', you: 'Vous', team: 'L’équipe', system: 'Automatique' },
  putBack: 'Rétablir',
  more: 'Afficher plus',
  nothing: 'Rien pour l’instant.',
};
