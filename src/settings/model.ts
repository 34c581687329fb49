// What is kept of settings.
import type { TypedRules } from './types.ts';

/** JSON; null for nothing. */
type Json = unknown;

export interface Definition extends TypedRules {
  readonly key: string;
  readonly category: string;
  readonly description: string | null;
  readonly isPublic: boolean;
  readonly default: Json;
  readonly version: number;
}

export type DefinitionChanges = Readonly<Partial<Omit<Definition, 'key' | 'version'>>>;

export interface DefinitionRow extends Definition {
  readonly createdBy: string;
  readonly createdAt: Date;
  readonly updatedBy: string;
  readonly updatedAt: Date;
}

/** A definition with what one person chose; null: nothing. */
export interface SettingRow extends Definition {
  readonly chosen: Json;
  readonly chosenAt: Date | null;
}

/** By key; null returns to the default. */
export type SettingValues = Readonly<Record<string, Json>>;
