// Quién ve qué.
import type { Messages } from '../en.ts';

export const privacy: Messages['privacy'] = {
  title: 'Privacidad',
  lead: 'No se muestra nada que no hayas abierto. Lo que ocultas tampoco sirve para encontrarte.',
  fields: 'Quién ve cada campo',
  field: 'Campo',
  who: 'Lo ve',
  more: 'Qué más pueden saber los demás',
  switches: {
    showOnlineStatus: { label: 'Mostrar cuándo estuve aquí por última vez', hint: 'A quienes ven tu estado.' },
    allowDirectMessages: { label: 'Permitir que me escriban', hint: 'Otras partes de esta aplicación lo consultan.' },
    showReadReceipts: { label: 'Mostrar lo que he leído', hint: 'A las personas con las que escribes.' },
    publicAvatarByEmail: {
      label: 'Mostrar mi foto a sitios que conocen mi correo',
      hint: 'Como Gravatar; solo una foto pública y solo para tu dirección confirmada.',
    },
    discoverable: { label: 'Aparecer donde la gente explora', hint: 'Quien conoce tu nombre te encuentra igualmente.' },
    indexable: {
      label: 'Permitir que los buscadores muestren mi perfil público',
      hint: 'Vale cuando vuelvan a pasar.',
    },
    findableByEmail: { label: 'Que los miembros me encuentren por mi correo completo', hint: 'Nunca por una parte.' },
    browseUnseen: { label: 'Mirar perfiles sin dejar rastro', hint: 'No cuentas en las cifras de nadie.' },
  },
  blocked: {
    title: 'Personas que has bloqueado',
    nobody: 'No has bloqueado a nadie. Puedes hacerlo en la página de la persona.',
    somebody: 'Alguien a quien no puedes ver',
    since: (when) => `Bloqueo del ${when}`,
    undoTitle: (name) => `¿Desbloquear a ${name}?`,
    undoText: 'Podréis volver a veros y encontraros, hasta donde vuestros perfiles estén abiertos. No se le avisa.',
  },
};
