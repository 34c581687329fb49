// Anonyme Namen.
import type { Messages } from '../en.ts';

export const aliases: Messages['aliases'] = {
  title: 'Aliasse',
  lead: 'Wo du wer bist. Diese Liste siehst nur du.',
  text: 'An manchen Orten trägst du einen anonymen Namen und ein anonymes Bild. Niemand erkennt dort, dass du es bist, oder dass zwei davon dieselbe Person sind.',
  none: 'Du hast noch keinen Alias. Du bekommst einen, wo du zum ersten Mal anonym schreibst.',
  where: (kind, place) => `In ${kind} ${place}`,
  until: (when) => `Bis ${when}; danach bekommst du einen anderen.`,
  former: 'Nicht mehr in Gebrauch',
  revealed: 'Aufgedeckt',
  regenerate: 'Einen anderen nehmen',
  wait: (time) => `Einen anderen gibt es in ${time}.`,
  reveal: 'Aufdecken, wer ich bin',
  revealTitle: (name) => `Aufdecken, dass du ${name} bist?`,
  revealText:
    'Alles, was du unter diesem Namen geschrieben hast, führt dann zu deinem Profil, für alle, die es sehen dürfen. Das lässt sich nicht zurücknehmen.',
};
