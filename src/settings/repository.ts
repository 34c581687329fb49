// Rows of `setting_definitions` and `user_settings`. The only writer.
import { violates } from '../platform/db/failure.ts';
import { hotStatement } from '../platform/db/hot-statement.ts';
import type { Sequelize, Tx } from '../platform/db/sequelize.ts';
import { settingExists } from './errors.ts';
import type { Definition, DefinitionRow, SettingRow, SettingValues } from './model.ts';

export interface Person {
  readonly tenantId: string;
  readonly userId: string;
}

interface Ref {
  readonly tenantId: string;
  readonly key: string;
}

const columns = `d.key, d.setting_type as "settingType", d.category, d.description, d.is_public as "isPublic",
  d.validation_rules as "validationRules", d.default_value as "default", d.version`;
const audit = `d.created_by as "createdBy", d.created_at as "createdAt", d.updated_by as "updatedBy", d.updated_at as "updatedAt"`;

const ofPerson = `select ${columns}, s.value as chosen, s.updated_at as "chosenAt"
  from setting_definitions d
  left join user_settings s on s.user_id = $2 and s.tenant_id = d.tenant_id and s.key = d.key
  where d.tenant_id = $1 and ($3::text[] is null or d.key = any($3::text[]))
  order by d.category, d.key`;

const store = `insert into user_settings (user_id, tenant_id, key, value)
  select $2, $1, key, value from jsonb_each($3::jsonb) order by key
  on conflict (user_id, key) do update set value = excluded.value, updated_at = now()`;

const insertDefinition = `insert into setting_definitions as d
    (tenant_id, key, setting_type, category, description, is_public, validation_rules, default_value, created_by, updated_by)
  values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $9) returning ${columns}, ${audit}`;

const updateDefinition = `update setting_definitions d set setting_type = $3, category = $4, description = $5,
    is_public = $6, validation_rules = $7, default_value = $8, updated_by = $9, updated_at = now(), version = version + 1
  where tenant_id = $1 and key = $2 returning ${columns}, ${audit}`;

const batchSize = 1_000;
const beforeAll = '00000000-0000-0000-0000-000000000000';

const json = (value: unknown): string | null => (value === null ? null : JSON.stringify(value));

/** Parameters $3 to $9 of the statements that write a definition. */
const written = (definition: Omit<Definition, 'key' | 'version'>, actorId: string) => [
  definition.settingType,
  definition.category,
  definition.description,
  definition.isPublic,
  json(definition.validationRules),
  json(definition.default),
  actorId,
];

export type SettingsRepository = ReturnType<typeof createSettingsRepository>;

export function createSettingsRepository(sequelize: Sequelize) {
  const statement = <Row>(sql: string) => hotStatement<Row>(sequelize, sql);
  const selectOfPerson = statement<SettingRow>(ofPerson);
  // Against changes of the definition only: people who choose do not wait for each other.
  const selectOfPersonLocked = statement<SettingRow>(`${ofPerson} for key share of d`);
  const storeValues = statement(store);
  const dropValues = statement('delete from user_settings where tenant_id = $1 and user_id = $2 and key = any($3)');
  const selectDefinitions = statement<DefinitionRow>(
    `select ${columns}, ${audit} from setting_definitions d where tenant_id = $1 order by category, key`,
  );
  const one = `select ${columns}, ${audit} from setting_definitions d where tenant_id = $1 and key = $2`;
  const selectDefinition = statement<DefinitionRow>(one);
  const selectDefinitionLocked = statement<DefinitionRow>(`${one} for update`);
  const insert = statement<DefinitionRow>(insertDefinition);
  const update = statement<DefinitionRow>(updateDefinition);
  const drop = statement('delete from setting_definitions where tenant_id = $1 and key = $2');
  const selectValues = statement<{ userId: string; value: unknown }>(
    `select user_id as "userId", value from user_settings
     where tenant_id = $1 and key = $2 and user_id > $3 order by user_id limit ${batchSize}`,
  );

  return {
    /** Every definition of the tenant, or those of `keys`, with what the person chose. */
    findOfPerson: ({ tenantId, userId }: Person, keys?: readonly string[]): Promise<SettingRow[]> =>
      selectOfPerson([tenantId, userId, keys ?? null]),

    /** The same; until the transaction ends, the definitions stay as they are. */
    lockOfPerson: (tx: Tx, { tenantId, userId }: Person, keys: readonly string[]): Promise<SettingRow[]> =>
      selectOfPersonLocked([tenantId, userId, keys], tx),

    async writeValues(tx: Tx, { tenantId, userId }: Person, values: SettingValues): Promise<void> {
      const entries = Object.entries(values);
      const chosen = Object.fromEntries(entries.filter(([, value]) => value !== null));
      await storeValues([tenantId, userId, JSON.stringify(chosen)], tx);
      await dropValues([tenantId, userId, entries.flatMap(([key, value]) => (value === null ? key : []))], tx);
    },

    findDefinitions: (tenantId: string, tx?: Tx): Promise<DefinitionRow[]> => selectDefinitions([tenantId], tx),

    async findDefinition({ tenantId, key }: Ref): Promise<DefinitionRow | undefined> {
      return (await selectDefinition([tenantId, key]))[0];
    },

    /** The definition, locked until the transaction ends: nobody chooses a value meanwhile. */
    async lockDefinition(tx: Tx, { tenantId, key }: Ref): Promise<DefinitionRow | undefined> {
      return (await selectDefinitionLocked([tenantId, key], tx))[0];
    },

    /** @throws SETTING_EXISTS */
    async insertDefinition(tx: Tx, { tenantId, key }: Ref, definition: Omit<Definition, 'version'>, actorId: string) {
      try {
        return (await insert([tenantId, key, ...written(definition, actorId)], tx))[0];
      } catch (error) {
        if (violates(error, 'setting_definitions_pkey')) throw settingExists();
        throw error;
      }
    },

    async updateDefinition(tx: Tx, { tenantId, key }: Ref, definition: Definition, actorId: string) {
      return (await update([tenantId, key, ...written(definition, actorId)], tx))[0];
    },

    /** Takes the values along. */
    async dropDefinition(tx: Tx, { tenantId, key }: Ref): Promise<void> {
      await drop([tenantId, key], tx);
    },

    /** How many stored values `concerns`, read in batches: there may be one of each person. */
    async countValues(tx: Tx, { tenantId, key }: Ref, concerns: (value: unknown) => boolean): Promise<number> {
      let count = 0;
      let after: string | undefined = beforeAll;
      while (after !== undefined) {
        const rows = await selectValues([tenantId, key, after], tx);
        count += rows.filter(({ value }) => concerns(value)).length;
        after = rows.length < batchSize ? undefined : rows.at(-1)?.userId;
      }
      return count;
    },
  };
}
