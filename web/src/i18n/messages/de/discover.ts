// Menschen finden.
import type { Messages } from '../en.ts';

export const discover: Messages['discover'] = {
  title: 'Entdecken',
  lead: 'Menschen hier, nach Name, Fähigkeit oder Ort. Ein Tippfehler schadet nicht.',
  search: 'Menschen finden',
  placeholder: 'Ein Name, eine Fähigkeit, ein Ort …',
  narrow: 'Eingrenzen',
  verified: 'Nur verifizierte',
  hasAvatar: 'Mit Bild',
  sort: 'Reihenfolge',
  sorts: { relevance: 'Beste zuerst', recent: 'Neueste zuerst', name: 'Nach Name', endorsements: 'Meist empfohlen' },
  count: (count, shown, isExact) => `${isExact ? shown : `${shown}+`} ${count === 1 ? 'Person' : 'Personen'}`,
  nobody: 'Niemand gefunden. Versuche es mit weniger Wörtern.',
  nobodyYet: 'Noch niemand zu entdecken.',
  more: 'Mehr zeigen',
  sections: { similar: 'Menschen wie du', recent: 'Neu dabei', active: 'Kürzlich hier', endorsed: 'Meist empfohlen' },
  reasons: {
    shared: (what) => `Ihr teilt ${what}`,
    joined: (when) => `Dabei seit: ${when}`,
    active: (when) => `Hier: ${when}`,
    endorsed: (count) => `${count} Empfehlungen`,
  },
};
