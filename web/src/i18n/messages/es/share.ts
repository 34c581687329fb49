// Compartir un perfil.
import type { Messages } from '../en.ts';

export const share: Messages['share'] = {
  open: 'Compartir',
  own: 'Comparte tu perfil',
  title: (name) => `Compartir el perfil de ${name}`,
  link: 'Enlace',
  device: 'Compartir con una aplicación',
  sites: 'Publicarlo en',
  sitesHint: 'Estos enlaces dicen dónde los pones: tus estadísticas cuentan cuántas visitas llegaron de allí.',
  qrCode: (name) => `Código QR que lleva al perfil de ${name}`,
  qrFile: (kind) => `Descargar el código QR como ${kind}`,
  card: 'Guardar en tu agenda (vCard)',
  cardLink: 'Tarjeta para agendas (vCard); cada cual recibe lo que puede ver',
};
