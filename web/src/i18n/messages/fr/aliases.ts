// Noms anonymes.
import type { Messages } from '../en.ts';

export const aliases: Messages['aliases'] = {
  title: 'Alias',
  lead: 'Qui vous êtes, et où. Vous seul voyez cette liste.',
  text: 'À certains endroits, vous portez un nom et une image anonymes. Personne n’y voit que c’est vous, ni que deux d’entre eux sont la même personne.',
  none: 'Vous n’avez pas encore d’alias. Vous en recevez un là où vous écrivez pour la première fois anonymement.',
  where: (kind, place) => `Dans ${kind} ${place}`,
  until: (when) => `Jusqu’au ${when} ; ensuite vous en recevez un autre.`,
  former: 'N’est plus utilisé',
  revealed: 'Dévoilé',
  regenerate: 'En prendre un autre',
  wait: (time) => `Vous pourrez en prendre un autre dans ${time}.`,
  reveal: 'Dévoiler qui je suis',
  revealTitle: (name) => `Dévoiler que ${name}, c’est vous ?`,
  revealText:
    'Tout ce que vous avez écrit sous ce nom mènera à votre profil, pour ceux qui peuvent le voir. C’est irréversible.',
};
