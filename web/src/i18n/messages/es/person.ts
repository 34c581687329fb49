// La página de alguien.
import type { Messages } from '../en.ts';

export const person: Messages['person'] = {
  followersCount: 'seguidores',
  followingCount: 'siguiendo',
  postsCount: 'publicaciones',
  joined: (when) => `Aquí desde ${when}`,
  block: {
    submit: 'Bloquear',
    title: (name) => `¿Bloquear a ${name}?`,
    text: 'Ya no os veréis ni os encontraréis aquí. No se le avisa.',
    done: (name) => `Has bloqueado a ${name}`,
    doneText: 'Ya no os veis ni os encontráis. Puedes deshacerlo aquí, o más tarde en Privacidad.',
    undo: 'Desbloquear',
  },
  connect: 'Conectar',
  connections: 'Conexiones',
  relations: {
    'works-with': 'Trabajan juntos',
    'worked-with': 'Trabajaron juntos',
    'studied-with': 'Estudiaron juntos',
    'volunteers-with': 'Voluntarios juntos',
    'same-person': 'La misma persona',
  },
  asks: {
    'works-with': 'Trabajamos juntos',
    'worked-with': 'Trabajamos juntos en el pasado',
    'studied-with': 'Estudiamos juntos',
    'volunteers-with': 'Hacemos voluntariado juntos',
  },
  badge: {
    by: (issuer, when) => `${issuer} · ${when}`,
    until: (when) => `hasta el ${when}`,
    credential: 'Llevar como Open Badge',
  },
  proofs: {
    title: 'Enlaces demostrados',
    methods: {
      'rel-me': 'Enlaza de vuelta aquí',
      'dns-txt': 'Demostrado por el dominio',
      'mail-domain': 'Tiene un correo allí',
    },
    since: (when) => `desde el ${when}`,
  },
  skills: {
    endorse: 'Recomendar',
    endorsed: 'Recomendada por ti',
    endorseTitle: (skill) => `Recomendar «${skill}»`,
    note: 'Unas palabras',
    noteHint: 'Opcional. Las leen quienes te ven entre los que recomiendan.',
    endorsements: (count, shown) => `${shown} ${count === 1 ? 'recomendación' : 'recomendaciones'}`,
    endorsersOf: (skill) => `Quién recomienda «${skill}»`,
    onlyVisible: 'Quienes no puedes ver se cuentan, pero no se muestran.',
    all: 'Mostrar todas',
  },
  report: {
    open: 'Denunciar',
    title: 'Denunciar esta recomendación',
    reason: '¿Qué tiene de malo?',
    hint: 'Lo leen los moderadores; no se avisa a nadie más.',
    send: 'Denunciar',
    thanks: 'Gracias. Los moderadores lo mirarán.',
  },
};
