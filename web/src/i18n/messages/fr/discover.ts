// Trouver des personnes.
import type { Messages } from '../en.ts';

export const discover: Messages['discover'] = {
  title: 'Découvrir',
  lead: 'Des personnes par nom, compétence ou lieu. Une faute de frappe ne gêne pas.',
  search: 'Trouver des personnes',
  placeholder: 'Un nom, une compétence, un lieu…',
  narrow: 'Affiner',
  verified: 'Vérifiées seulement',
  hasAvatar: 'Avec photo',
  sort: 'Ordre',
  sorts: {
    relevance: 'Les meilleures',
    recent: 'Les plus récentes',
    name: 'Par nom',
    endorsements: 'Les plus recommandées',
  },
  count: (count, shown, isExact) => `${isExact ? shown : `${shown}+`} ${count < 2 ? 'personne' : 'personnes'}`,
  nobody: 'Personne n’a été trouvé. Essayez avec moins de mots.',
  nobodyYet: 'Personne à découvrir pour l’instant.',
  more: 'Afficher plus',
  sections: {
    similar: 'Des gens comme vous',
    recent: 'Nouveaux venus',
    active: 'Récemment ici',
    endorsed: 'Les plus recommandés',
  },
  reasons: {
    shared: (what) => `Vous partagez ${what}`,
    joined: (when) => `Arrivé ${when}`,
    active: (when) => `Ici ${when}`,
    endorsed: (count) => `${count} recommandations`,
  },
};
