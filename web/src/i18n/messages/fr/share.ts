// Partager un profil.
import type { Messages } from '../en.ts';

export const share: Messages['share'] = {
  open: 'Partager',
  own: 'Partager votre profil',
  title: (name) => `Partager le profil de ${name}`,
  link: 'Lien',
  device: 'Partager avec une application',
  sites: 'En parler sur',
  sitesHint: 'Ces liens disent où vous les mettez : vos statistiques indiquent combien de visites en viennent.',
  qrCode: (name) => `Code QR qui mène au profil de ${name}`,
  qrFile: (kind) => `Télécharger le code QR en ${kind}`,
  card: 'Enregistrer dans vos contacts (vCard)',
  cardLink: 'Carte de contact (vCard) ; chacun reçoit ce qu’il peut voir',
};
