// Bloques que alguien añade al perfil.
import type { Messages } from '../en.ts';

export const extensions: Messages['extensions'] = {
  title: 'Bloques de tu perfil',
  lead: 'Lo que no cabe en ningún campo: proyectos, charlas, lo que quieras.',
  none: 'Aún no hay ningún bloque.',
  one: 'este bloque',
  add: 'Añadir un bloque',
  change: 'Cambiar',
  type: 'Tipo',
  typeHint: 'Elige uno de los que conoce tu organización o pon el tuyo en minúsculas.',
  data: 'Lo que dice, en JSON',
  audience: 'Quién lo ve, si ve tu perfil',
  up: 'Subir',
  down: 'Bajar',
  removeTitle: (type) => `¿Quitar «${type}»?`,
  removeText: 'Se borra lo que dice.',
};
