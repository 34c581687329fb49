// Die Seite des eigenen Bildes.
import type { Messages } from '../en.ts';

export const avatar: Messages['avatar'] = {
  title: 'Dein Bild',
  lead: 'Jedes Foto von jedem Telefon. Wo und womit es aufgenommen wurde, wird entfernt, bevor jemand es sieht.',
  drop: 'Lege ein Bild hier ab, füge es ein, oder',
  choose: 'Datei wählen',
  camera: 'Foto aufnehmen',
  kinds: 'JPEG, PNG, WebP, AVIF oder GIF',
  cannotOpen:
    'Dieser Browser kann das Bild nicht öffnen. Speichere es als JPEG und versuche es noch einmal; auf dem iPhone hilft „Maximale Kompatibilität“ in den Kameraeinstellungen.',
  alt: 'Beschreibung',
  altHint: 'Was das Bild zeigt, für alle, die es nicht sehen können.',
  crop: { title: 'Was soll zu sehen sein?', zoom: 'Zoom', rotate: 'Drehen', use: 'Dieses Bild nehmen' },
  sending: 'Unterwegs …',
  processing: 'Alle Größen entstehen …',
  done: 'Das bist jetzt du.',
  refused: 'Dieses Bild ging nicht',
  history: 'Deine letzten Bilder',
  restore: 'Wieder nehmen',
};
