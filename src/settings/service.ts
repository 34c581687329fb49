// The settings of one person: read with the defaults, written all or nothing.
import type { Identity, Origin } from '../contracts/identity.ts';
import type { Transact } from '../outbox/index.ts';
import type { ErrorDetail } from '../platform/errors.ts';
import { validationFailed } from '../platform/http/errors.ts';
import { settingNotFound } from './errors.ts';
import type { SettingRow, SettingValues } from './model.ts';
import { byCategory, type Category, present, presentPublic, type Setting } from './presenter.ts';
import type { Person, SettingsRepository } from './repository.ts';
import type { CheckOf } from './rules.ts';

export type SettingsService = ReturnType<typeof createSettingsService>;

export function createSettingsService(deps: { repository: SettingsRepository; checkOf: CheckOf; transact: Transact }) {
  const { repository, checkOf, transact } = deps;

  function problemsOf(values: SettingValues, rows: readonly SettingRow[]): ErrorDetail[] {
    const byKey = new Map(rows.map((row) => [row.key, row]));
    return Object.entries(values).flatMap(([key, value]) => {
      const row = byKey.get(key);
      const problem = row ? value !== null && checkOf(row)(value) : 'is not a setting';
      return problem ? [{ path: key, message: `${key} ${problem}` }] : [];
    });
  }

  async function readAll(person: Person, keys?: readonly string[]): Promise<Setting[]> {
    return (await repository.findOfPerson(person, keys)).map((row) => present(row, checkOf));
  }

  function write(identity: Identity, origin: Origin, values: SettingValues): Promise<void> {
    const { tenantId, userId } = identity;
    return transact(origin, async (unit) => {
      const rows = await repository.lockOfPerson(unit.tx, identity, Object.keys(values));
      const details = problemsOf(values, rows);
      if (details.length > 0) throw validationFailed({ details });
      await repository.writeValues(unit.tx, identity, values);
      const changes = rows.map(({ key, chosen }) => [`settings.${key}`, { from: chosen, to: values[key] }]);
      unit.record({
        tenantId,
        userId,
        actorId: userId,
        type: 'settings.updated',
        changes: Object.fromEntries(changes),
      });
    });
  }

  async function requireOne(person: Person, key: string): Promise<Setting> {
    const [setting] = await readAll(person, [key]);
    if (!setting) throw settingNotFound();
    return setting;
  }

  return {
    readAll: async (person: Person): Promise<Category<Setting>[]> =>
      byCategory(await readAll(person), (setting) => setting),

    /** What other members may read. */
    readPublic: async (person: Person): Promise<Category<object>[]> =>
      byCategory(
        (await readAll(person)).filter(({ isPublic }) => isPublic),
        presentPublic,
      ),

    /** @throws SETTING_NOT_FOUND */
    readOne: requireOne,

    /** Merges: null returns to the default. @throws VALIDATION_FAILED naming each value, and then nothing is written */
    async writeAll(identity: Identity, origin: Origin, values: SettingValues): Promise<Category<Setting>[]> {
      await write(identity, origin, values);
      return byCategory(await readAll(identity), (setting) => setting);
    },

    /** @throws SETTING_NOT_FOUND, VALIDATION_FAILED */
    async writeOne(identity: Identity, origin: Origin, key: string, value: unknown): Promise<Setting> {
      await requireOne(identity, key);
      await write(identity, origin, { [key]: value });
      return requireOne(identity, key);
    },
  };
}
