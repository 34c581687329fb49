// La página de la foto.
import type { Messages } from '../en.ts';

export const avatar: Messages['avatar'] = {
  title: 'Tu foto',
  lead: 'Cualquier foto de cualquier teléfono. Dónde y con qué se hizo se elimina antes de que nadie la vea.',
  drop: 'Suelta una foto aquí, pégala, o',
  choose: 'Elige un archivo',
  camera: 'Haz una foto',
  kinds: 'JPEG, PNG, WebP, AVIF o GIF',
  cannotOpen:
    'Este navegador no puede abrir la imagen. Guárdala como JPEG y vuelve a intentarlo; en un iPhone, elige «Más compatible» en los ajustes de la cámara.',
  alt: 'Descripción',
  altHint: 'Lo que muestra la imagen, para quien no puede verla.',
  crop: { title: '¿Qué debe verse?', zoom: 'Zoom', rotate: 'Girar', use: 'Usar esta foto' },
  sending: 'En camino…',
  processing: 'Preparando todos los tamaños…',
  done: 'Ahora eres así.',
  refused: 'Esta foto no se pudo usar',
  history: 'Tus últimas fotos',
  restore: 'Usar de nuevo',
};
