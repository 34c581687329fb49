// What an alias is called and looks like: all of it by chance, nothing of it from the person, the place or the time.
import { createHash, randomInt, randomUUID } from 'node:crypto';
import { type Animal, animals } from './animals.ts';

export interface Naming {
  readonly id: string;
  readonly animal: Animal;
  readonly displayName: string;
}

// A context that has used up its short numbers gets longer ones.
const digits = [3, 3, 3, 4, 4, 5, 6, 9];
export const maxTries = digits.length;

/** Chooses anew each time; `tries` counts the names that were taken. */
export function chooseNaming(tries: number): Naming {
  const length = digits[tries] ?? 9;
  const animal = animals[randomInt(animals.length)] ?? 'Panda';
  const number = randomInt(10 ** (length - 1), 10 ** length);
  return { id: randomUUID(), animal, displayName: `Anonymous_${animal}_${number}` };
}

const aliasIdShape = /^alias_([0-9a-f]{32})$/;

export const presentAliasId = (id: string): string => `alias_${id.replaceAll('-', '')}`;

/** The id behind `alias_…`; undefined for anything else. */
export function parseAliasId(aliasId: string): string | undefined {
  const hex = aliasIdShape.exec(aliasId)?.[1];
  return hex?.replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
}

/** What colours the picture: it follows from the public id alone, so that the picture says nothing the id does not. */
export const pictureSeed = (id: string): Buffer => createHash('sha256').update(id).digest();
