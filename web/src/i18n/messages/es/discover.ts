// Encontrar personas.
import type { Messages } from '../en.ts';

export const discover: Messages['discover'] = {
  title: 'Descubrir',
  lead: 'Personas por nombre, habilidad o lugar. Una errata no importa.',
  search: 'Encontrar personas',
  placeholder: 'Un nombre, una habilidad, un lugar…',
  narrow: 'Acotar',
  verified: 'Solo verificadas',
  hasAvatar: 'Con foto',
  sort: 'Orden',
  sorts: { relevance: 'Lo mejor primero', recent: 'Lo más nuevo', name: 'Por nombre', endorsements: 'Más avaladas' },
  count: (count, shown, isExact) => `${isExact ? shown : `${shown}+`} ${count === 1 ? 'persona' : 'personas'}`,
  nobody: 'No se encontró a nadie. Prueba con menos palabras.',
  nobodyYet: 'Todavía no hay nadie que descubrir.',
  more: 'Mostrar más',
  sections: {
    similar: 'Gente como tú',
    recent: 'Recién llegados',
    active: 'Activos hace poco',
    endorsed: 'Más avalados',
  },
  reasons: {
    shared: (what) => `Compartís ${what}`,
    joined: (when) => `Se unió ${when}`,
    active: (when) => `Estuvo aquí ${when}`,
    endorsed: (count) => `${count} avales`,
  },
};
