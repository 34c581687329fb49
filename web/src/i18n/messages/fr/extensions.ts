// Blocs que l’on ajoute au profil.
import type { Messages } from '../en.ts';

export const extensions: Messages['extensions'] = {
  title: 'Blocs de votre profil',
  lead: 'Ce pour quoi le profil n’a pas de champ : projets, conférences, ce que vous voulez.',
  none: 'Il n’y a pas encore de bloc.',
  one: 'ce bloc',
  add: 'Ajouter un bloc',
  change: 'Modifier',
  type: 'Genre',
  typeHint: 'Choisissez-en un que votre organisation connaît, ou nommez le vôtre en minuscules.',
  data: 'Son contenu, en JSON',
  audience: 'Qui le voit, parmi ceux qui voient votre profil',
  up: 'Monter',
  down: 'Descendre',
  removeTitle: (type) => `Retirer « ${type} » ?`,
  removeText: 'Son contenu est supprimé.',
};
