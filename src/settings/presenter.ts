// Settings as people and admins read them. Pure.
import type { DefinitionRow, SettingRow } from './model.ts';
import type { CheckOf } from './rules.ts';

/** A chosen value that its definition does not accept any more does not count, and counts again when it does. */
const isChosen = (row: SettingRow, checkOf: CheckOf): boolean =>
  row.chosen !== null && checkOf(row)(row.chosen) === undefined;

export function presentSetting({ chosen, chosenAt, version: _, ...definition }: SettingRow, isDefault: boolean) {
  return {
    ...definition,
    value: isDefault ? definition.default : chosen,
    isDefault,
    updatedAt: isDefault ? null : (chosenAt?.toISOString() ?? null),
  };
}
export type Setting = ReturnType<typeof presentSetting>;

export const present = (row: SettingRow, checkOf: CheckOf): Setting => presentSetting(row, !isChosen(row, checkOf));

/** What other members read of a public setting. */
export const presentPublic = ({ key, settingType, description, value }: Setting) => ({
  key,
  settingType,
  description,
  value,
});

export interface Category<Item> {
  readonly category: string;
  readonly settings: readonly Item[];
}

/** In the order of the settings. */
export function byCategory<Item>(settings: readonly Setting[], present: (setting: Setting) => Item): Category<Item>[] {
  const groups = new Map<string, Item[]>();
  for (const setting of settings) {
    const group = groups.get(setting.category) ?? [];
    group.push(present(setting));
    groups.set(setting.category, group);
  }
  return [...groups].map(([category, settings]) => ({ category, settings }));
}

export const presentDefinition = ({ createdAt, updatedAt, ...definition }: DefinitionRow) => ({
  ...definition,
  createdAt: createdAt.toISOString(),
  updatedAt: updatedAt.toISOString(),
});
export type PresentedDefinition = ReturnType<typeof presentDefinition>;
