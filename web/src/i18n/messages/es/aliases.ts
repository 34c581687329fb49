// Nombres anónimos.
import type { Messages } from '../en.ts';

export const aliases: Messages['aliases'] = {
  title: 'Alias',
  lead: 'Quién eres en cada lugar. Solo tú ves esta lista.',
  text: 'En algunos lugares usas un nombre y una imagen anónimos. Nadie puede saber que eres tú, ni que dos de ellos son la misma persona.',
  none: 'Aún no tienes alias. Recibes uno la primera vez que escribes de forma anónima.',
  where: (kind, place) => `En ${kind} ${place}`,
  until: (when) => `Hasta el ${when}; después recibes otro.`,
  former: 'Ya no se usa',
  revealed: 'Revelado',
  regenerate: 'Tomar otro',
  wait: (time) => `Podrás tomar otro dentro de ${time}.`,
  reveal: 'Revelar quién soy',
  revealTitle: (name) => `¿Revelar que ${name} eres tú?`,
  revealText:
    'Todo lo que has escrito con este nombre llevará a tu perfil, para quien pueda verlo. No se puede deshacer.',
};
