// Qui voit quoi.
import type { Messages } from '../en.ts';

export const privacy: Messages['privacy'] = {
  title: 'Confidentialité',
  lead: 'Rien n’est montré que vous n’ayez ouvert. Ce que vous cachez ne permet pas non plus de vous trouver.',
  fields: 'Qui voit chaque champ',
  field: 'Champ',
  who: 'Vu par',
  more: 'Ce que les autres peuvent savoir d’autre',
  switches: {
    showOnlineStatus: { label: 'Montrer ma dernière visite', hint: 'À ceux qui voient votre statut.' },
    allowDirectMessages: {
      label: 'Permettre qu’on m’écrive',
      hint: 'D’autres parties de cette application le demandent.',
    },
    showReadReceipts: { label: 'Montrer ce que j’ai lu', hint: 'Aux personnes avec qui vous écrivez.' },
    publicAvatarByEmail: {
      label: 'Montrer ma photo aux sites qui connaissent mon adresse',
      hint: 'Comme Gravatar ; seulement une photo publique, pour votre adresse confirmée.',
    },
    discoverable: { label: 'Figurer là où l’on explore', hint: 'Qui connaît votre nom vous trouve de toute façon.' },
    indexable: {
      label: 'Laisser les moteurs afficher mon profil public',
      hint: 'Prend effet à leur prochain passage.',
    },
    findableByEmail: { label: 'Être trouvé par mon adresse entière', hint: 'Jamais par une partie.' },
    browseUnseen: {
      label: 'Regarder les profils sans être vu',
      hint: 'Vous ne comptez dans les chiffres de personne.',
    },
  },
  blocked: {
    title: 'Personnes que vous avez bloquées',
    nobody: 'Vous n’avez bloqué personne. Vous pouvez le faire sur la page de quelqu’un.',
    somebody: 'Quelqu’un que vous ne pouvez pas voir',
    since: (when) => `Blocage du ${when}`,
    undoTitle: (name) => `Débloquer ${name} ?`,
    undoText:
      'Vous pourrez de nouveau vous voir et vous trouver, dans la mesure où vos profils sont ouverts. La personne n’en est pas avertie.',
  },
};
