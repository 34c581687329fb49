// Which settings there are: the admins of a tenant define them.
import { actorOf } from '../contracts/audit.ts';
import type { Identity, Origin } from '../contracts/identity.ts';
import type { Transact, UnitOfWork } from '../outbox/index.ts';
import type { ErrorDetail } from '../platform/errors.ts';
import { preconditionFailed, validationFailed } from '../platform/http/errors.ts';
import { settingInUse, settingNotFound, tooManySettings } from './errors.ts';
import type { Definition, DefinitionChanges, DefinitionRow } from './model.ts';
import { type PresentedDefinition, presentDefinition } from './presenter.ts';
import type { SettingsRepository } from './repository.ts';
import { type CheckOf, rulesProblems } from './rules.ts';

// Bounds what `GET /users/me/settings` answers.
const maxDefinitions = 200;

export interface ChangeOptions {
  /** Counts, and changes nothing. */
  readonly dryRun: boolean;
  /** Goes on although stored values are concerned. */
  readonly force: boolean;
  readonly versions: readonly number[] | undefined;
}

export interface DefinitionChange {
  /** As it is now, or would be after a dry run. */
  readonly definition: PresentedDefinition;
  /** Stored values that no longer count, or would not. */
  readonly concernedValues: number;
}

const sameRules = (one: Definition, other: Definition): boolean =>
  one.settingType === other.settingType &&
  JSON.stringify(one.validationRules) === JSON.stringify(other.validationRules);

export type SettingDefinitions = ReturnType<typeof createSettingDefinitions>;

export function createSettingDefinitions(deps: {
  repository: SettingsRepository;
  checkOf: CheckOf;
  transact: Transact;
}) {
  const { repository, checkOf, transact } = deps;

  /** @throws VALIDATION_FAILED naming each rule that cannot be used, or the default that they refuse */
  function requireSound(definition: Omit<Definition, 'version'>): void {
    const details: ErrorDetail[] = rulesProblems(definition);
    if (details.length === 0 && definition.default !== null) {
      const problem = checkOf(definition)(definition.default);
      if (problem !== undefined) details.push({ path: 'default', message: `default ${problem}` });
    }
    if (details.length > 0) throw validationFailed({ details });
  }

  async function lock(unit: UnitOfWork, ref: { tenantId: string; key: string }, versions?: readonly number[]) {
    const current = await repository.lockDefinition(unit.tx, ref);
    if (!current) throw settingNotFound();
    if (versions && !versions.includes(current.version))
      throw preconditionFailed({ extra: { currentVersion: current.version } });
    return current;
  }

  const record = (
    unit: UnitOfWork,
    { tenantId, userId }: Identity,
    action: 'created' | 'updated' | 'deleted',
    key: string,
    names?: string[],
  ) =>
    unit.record({
      tenantId,
      userId,
      actorId: userId,
      type: `setting-definition.${action}`,
      fields: names?.map((name) => `settings.${key}.${name}`) ?? [`settings.${key}`],
    });

  function audit(
    unit: UnitOfWork,
    identity: Identity,
    action: 'created' | 'changed' | 'deleted',
    definition: { key: string; before?: object; after?: object },
  ): void {
    const { key, ...values } = definition;
    const { tenantId } = identity;
    const target = { type: 'setting', id: key } as const;
    unit.audit({ tenantId, action: `settings.definition-${action}`, actor: actorOf(identity), target, ...values });
  }

  const present = (row: DefinitionRow | undefined): PresentedDefinition => {
    if (!row) throw settingNotFound();
    return presentDefinition(row);
  };

  return {
    /** By category and key; there are few enough for one answer. */
    list: async ({ tenantId }: Identity): Promise<PresentedDefinition[]> =>
      (await repository.findDefinitions(tenantId)).map(presentDefinition),

    /** @throws SETTING_NOT_FOUND */
    read: async ({ tenantId }: Identity, key: string): Promise<PresentedDefinition> =>
      present(await repository.findDefinition({ tenantId, key })),

    /** @throws VALIDATION_FAILED, SETTING_EXISTS, TOO_MANY_SETTINGS */
    async create(identity: Identity, origin: Origin, definition: Omit<Definition, 'version'>) {
      requireSound(definition);
      const { tenantId, userId } = identity;
      const { key } = definition;
      return transact(origin, async (unit) => {
        const others = await repository.findDefinitions(tenantId, unit.tx);
        if (others.length >= maxDefinitions) throw tooManySettings();
        const row = await repository.insertDefinition(unit.tx, { tenantId, key }, definition, userId);
        record(unit, identity, 'created', key);
        const made = present(row);
        audit(unit, identity, 'created', { key, after: made });
        return made;
      });
    },

    /** Changes what is given. @throws SETTING_IN_USE without `force` when stored values would no longer count */
    async update(
      identity: Identity,
      origin: Origin,
      key: string,
      changes: DefinitionChanges,
      options: ChangeOptions,
    ): Promise<DefinitionChange> {
      const { tenantId, userId } = identity;
      return transact(origin, async (unit) => {
        const current = await lock(unit, { tenantId, key }, options.versions);
        const changed: DefinitionRow = { ...current, ...changes };
        requireSound(changed);
        const [before, after] = [checkOf(current), checkOf(changed)];
        const concernedValues = sameRules(current, changed)
          ? 0
          : await repository.countValues(
              unit.tx,
              { tenantId, key },
              (value) => before(value) === undefined && after(value) !== undefined,
            );
        if (options.dryRun) return { definition: presentDefinition(changed), concernedValues };
        if (concernedValues > 0 && !options.force) throw settingInUse({ extra: { concernedValues } });
        const row = await repository.updateDefinition(unit.tx, { tenantId, key }, changed, userId);
        record(unit, identity, 'updated', key, Object.keys(changes));
        const definition = present(row);
        audit(unit, identity, 'changed', { key, before: presentDefinition(current), after: definition });
        return { definition, concernedValues };
      });
    },

    /** Ends a setting and its values. @throws SETTING_IN_USE without `force` when there are any */
    async remove(identity: Identity, origin: Origin, key: string, options: ChangeOptions): Promise<DefinitionChange> {
      const { tenantId } = identity;
      return transact(origin, async (unit) => {
        const current = await lock(unit, { tenantId, key }, options.versions);
        const concernedValues = await repository.countValues(unit.tx, { tenantId, key }, () => true);
        const change = { definition: presentDefinition(current), concernedValues };
        if (options.dryRun) return change;
        if (concernedValues > 0 && !options.force) throw settingInUse({ extra: { concernedValues } });
        await repository.dropDefinition(unit.tx, { tenantId, key });
        record(unit, identity, 'deleted', key);
        audit(unit, identity, 'deleted', { key, before: { ...change.definition, values: concernedValues } });
        return change;
      });
    },
  };
}
