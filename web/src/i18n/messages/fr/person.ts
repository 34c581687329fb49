// La page de quelqu’un.
import type { Messages } from '../en.ts';

export const person: Messages['person'] = {
  followersCount: 'abonnés',
  followingCount: 'abonnements',
  postsCount: 'publications',
  joined: (when) => `Ici depuis ${when}`,
  block: {
    submit: 'Bloquer',
    title: (name) => `Bloquer ${name} ?`,
    text: 'Vous ne pourrez plus vous voir ni vous trouver ici. La personne n’en est pas avertie.',
    done: (name) => `${name} est bloqué`,
    doneText:
      'Vous ne vous voyez plus et ne vous trouvez plus. Vous pouvez annuler ici, ou plus tard sous Confidentialité.',
    undo: 'Débloquer',
  },
  connect: 'Se relier',
  connections: 'Relations',
  relations: {
    'works-with': 'Travaillent ensemble',
    'worked-with': 'Ont travaillé ensemble',
    'studied-with': 'Ont étudié ensemble',
    'volunteers-with': 'Bénévoles ensemble',
    'same-person': 'La même personne',
  },
  asks: {
    'works-with': 'Nous travaillons ensemble',
    'worked-with': 'Nous avons travaillé ensemble',
    'studied-with': 'Nous avons étudié ensemble',
    'volunteers-with': 'Nous sommes bénévoles ensemble',
  },
  badge: {
    by: (issuer, when) => `${issuer} · ${when}`,
    until: (when) => `jusqu’au ${when}`,
    credential: 'Emporter comme Open Badge',
  },
  proofs: {
    title: 'Liens prouvés',
    methods: {
      'rel-me': 'Renvoie ici par un lien',
      'dns-txt': 'Prouvé par le domaine',
      'mail-domain': 'Y a une adresse e-mail',
    },
    since: (when) => `depuis le ${when}`,
  },
  skills: {
    endorse: 'Recommander',
    endorsed: 'Recommandée par vous',
    endorseTitle: (skill) => `Recommander « ${skill} »`,
    note: 'Quelques mots',
    noteHint: 'Facultatif. Ceux qui vous voient parmi les recommandations les lisent.',
    endorsements: (count, shown) => `${shown} ${count <= 1 ? 'recommandation' : 'recommandations'}`,
    endorsersOf: (skill) => `Qui recommande « ${skill} »`,
    onlyVisible: 'Les personnes que vous ne pouvez pas voir sont comptées, mais pas affichées.',
    all: 'Tout afficher',
  },
  report: {
    open: 'Signaler',
    title: 'Signaler cette recommandation',
    reason: 'Qu’est-ce qui ne va pas ?',
    hint: 'Les modérateurs le lisent ; personne d’autre n’est averti.',
    send: 'Signaler',
    thanks: 'Merci. Les modérateurs vont regarder.',
  },
};
