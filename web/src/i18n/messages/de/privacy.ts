// Wer was sieht.
import type { Messages } from '../en.ts';

export const privacy: Messages['privacy'] = {
  title: 'Privatsphäre',
  lead: 'Gezeigt wird nur, was du geöffnet hast. Was du verbirgst, macht dich auch nicht auffindbar.',
  fields: 'Wer welches Feld sieht',
  field: 'Feld',
  who: 'Gesehen von',
  more: 'Was andere sonst wissen dürfen',
  switches: {
    showOnlineStatus: { label: 'Zeigen, wann ich zuletzt hier war', hint: 'Denen, die deinen Status sehen.' },
    allowDirectMessages: { label: 'Andere dürfen mir schreiben', hint: 'Andere Teile dieser Anwendung fragen danach.' },
    showReadReceipts: { label: 'Zeigen, was ich gelesen habe', hint: 'Denen, mit denen du schreibst.' },
    publicAvatarByEmail: {
      label: 'Mein Bild Seiten zeigen, die meine E-Mail-Adresse kennen',
      hint: 'Wie Gravatar; nur ein öffentliches Bild, nur für deine bestätigte Adresse.',
    },
    discoverable: {
      label: 'Mich dort zeigen, wo man sich umsieht',
      hint: 'Wer deinen Namen kennt, findet dich ohnehin.',
    },
    indexable: {
      label: 'Suchmaschinen dürfen mein öffentliches Profil zeigen',
      hint: 'Gilt, sobald sie wieder vorbeikommen.',
    },
    findableByEmail: { label: 'Mitglieder finden mich mit meiner ganzen Adresse', hint: 'Nie mit einem Teil davon.' },
    browseUnseen: { label: 'Profile ungesehen ansehen', hint: 'Du zählst in niemandes Zahlen.' },
  },
  blocked: {
    title: 'Wen du blockiert hast',
    nobody: 'Du hast niemanden blockiert. Das geht auf der Seite einer Person.',
    somebody: 'Jemand, den du nicht sehen kannst',
    since: (when) => `Blockiert am ${when}`,
    undoTitle: (name) => `Blockierung von ${name} aufheben?`,
    undoText:
      'Ihr könnt einander wieder sehen und finden, soweit eure Profile offen sind. Die Person erfährt es nicht.',
  },
};
