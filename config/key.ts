// One configuration key: its variable, joi schema, default and the sentence that documents it.
import type Joi from 'joi';

export interface Key<T> {
  readonly variable: string;
  readonly schema: Joi.Schema;
  readonly fallback: T;
  readonly description: string;
  /** A secret may also come from the file that `<VARIABLE>_FILE` names, and is never printed. */
  readonly secret: boolean;
  /** Why setting it is refused: the part of Cameo that would read it is not in this version. */
  readonly unavailable: string | undefined;
}

interface KeyOptions {
  secret?: boolean;
  unavailable?: string;
}

/** Declares a key; `T` is what the rest of the code gets. */
export function key<T>(
  variable: string,
  schema: Joi.Schema,
  fallback: T,
  description: string,
  options: KeyOptions = {},
): Key<T> {
  return {
    variable,
    schema,
    fallback,
    description,
    secret: options.secret ?? false,
    unavailable: options.unavailable,
  };
}

export interface Section {
  readonly title: string;
  readonly keys: Readonly<Record<string, Key<unknown>>>;
}

/** The values of a section, typed by its keys. */
export type Values<S extends Section> = {
  readonly [K in keyof S['keys']]: S['keys'][K] extends Key<infer T> ? T : never;
};
