// Was geschehen ist.
import type { Messages } from '../en.ts';

export const activity: Messages['activity'] = {
  title: 'Aktivität',
  lead: 'Alles, was dein Profil und dein Konto verändert hat. Nur du siehst es.',
  filter: 'Zeigen',
  everything: 'Alles',
  kinds: {
    'profile.': 'Profil',
    'privacy.': 'Privatsphäre',
    'avatar.': 'Bild',
    'session.': 'Anmeldung',
    'alias.': 'Aliasse',
    'badge.': 'Abzeichen',
  },
  actors: { member: 'Jemand von hier', you: 'Du', team: 'Das Team', system: 'Von selbst' },
  putBack: 'Zurücksetzen',
  more: 'Mehr zeigen',
  nothing: 'Noch nichts.',
};
