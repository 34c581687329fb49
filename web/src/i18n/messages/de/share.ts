// Ein Profil weitergeben.
import type { Messages } from '../en.ts';

export const share: Messages['share'] = {
  open: 'Teilen',
  own: 'Dein Profil teilen',
  title: (name) => `Das Profil von ${name} teilen`,
  link: 'Link',
  device: 'Mit einer App teilen',
  sites: 'Darüber schreiben auf',
  sitesHint: 'Diese Links sagen, wo du sie hinsetzt: Deine Statistik zeigt, wie viele Besucher von dort kamen.',
  qrCode: (name) => `QR-Code, der zum Profil von ${name} führt`,
  qrFile: (kind) => `QR-Code als ${kind} herunterladen`,
  card: 'Ins Adressbuch speichern (vCard)',
  cardLink: 'Karte für Adressbücher (vCard); jeder bekommt, was er sehen darf',
};
