// La page de la photo.
import type { Messages } from '../en.ts';

export const avatar: Messages['avatar'] = {
  title: 'Votre photo',
  lead: 'N’importe quelle photo, de n’importe quel téléphone. Où et avec quoi elle a été prise est retiré avant que quiconque la voie.',
  drop: 'Déposez une photo ici, collez-la, ou',
  choose: 'Choisissez un fichier',
  camera: 'Prenez une photo',
  kinds: 'JPEG, PNG, WebP, AVIF ou GIF',
  cannotOpen:
    'Ce navigateur ne peut pas ouvrir cette image. Enregistrez-la en JPEG et réessayez ; sur un iPhone, choisissez « Le plus compatible » dans les réglages de l’appareil photo.',
  alt: 'Description',
  altHint: 'Ce que montre l’image, pour ceux qui ne peuvent pas la voir.',
  crop: { title: 'Que doit-on voir ?', zoom: 'Zoom', rotate: 'Tourner', use: 'Utiliser cette photo' },
  sending: 'En route…',
  processing: 'Préparation de toutes les tailles…',
  done: 'C’est vous, désormais.',
  refused: 'Cette photo n’a pas pu être utilisée',
  history: 'Vos dernières photos',
  restore: 'Reprendre',
};
