// Lo que ha ocurrido.
import type { Messages } from '../en.ts';

export const activity: Messages['activity'] = {
  title: 'Actividad',
  lead: 'Todo lo que cambió tu perfil y tu cuenta. Solo tú lo ves.',
  filter: 'Mostrar',
  everything: 'Todo',
  kinds: {
    'profile.': 'Perfil',
    'privacy.': 'Privacidad',
    'avatar.': 'Foto',
    'session.': 'Acceso',
    'alias.': 'Alias',
    'badge.': 'Insignias',
  },
  actors: { member: 'Alguien de aquí', you: 'Tú', team: 'El equipo', system: 'Automático' },
  putBack: 'Restaurar',
  more: 'Mostrar más',
  nothing: 'Nada todavía.',
};
