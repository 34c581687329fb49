// Rows of `preferences`. The only writer.
import { QueryTypes } from 'sequelize';
import { hotStatement } from '../platform/db/hot-statement.ts';
import type { Sequelize, Tx } from '../platform/db/sequelize.ts';
import type { StoredPreferences } from './presenter.ts';

export interface PreferencesKey {
  readonly tenantId: string;
  readonly userId: string;
}

export type PreferencesRow = StoredPreferences & { readonly version: number };

const columns = 'theme, language, avatar_style as "avatarStyle", notifications, privacy, version';
const byUser = `select ${columns} from preferences where user_id = $1 and tenant_id = $2`;

function only([row]: readonly PreferencesRow[]): PreferencesRow {
  if (!row) throw new Error('the preferences of a person are not in their tenant');
  return row;
}

export type PreferencesRepository = ReturnType<typeof createPreferencesRepository>;

export function createPreferencesRepository(sequelize: Sequelize) {
  const select = hotStatement<PreferencesRow>(sequelize, byUser);
  const selectForUpdate = hotStatement<PreferencesRow>(sequelize, `${byUser} for update`);
  const insertEmpty = hotStatement(
    sequelize,
    'insert into preferences (user_id, tenant_id) values ($1, $2) on conflict (user_id) do nothing',
  );
  const update = hotStatement<PreferencesRow>(
    sequelize,
    `update preferences set theme = $3, language = $4, avatar_style = $5, notifications = $6, privacy = $7,
       version = version + 1, updated_at = now()
     where user_id = $1 and tenant_id = $2 returning ${columns}`,
  );

  return {
    async find({ tenantId, userId }: PreferencesKey): Promise<PreferencesRow | undefined> {
      return (await select([userId, tenantId]))[0];
    },

    /** The row, made if need be (version 0), and locked until the transaction ends. */
    async lock(tx: Tx, { tenantId, userId }: PreferencesKey): Promise<PreferencesRow> {
      await insertEmpty([userId, tenantId], tx);
      return only(await selectForUpdate([userId, tenantId], tx));
    },

    async write(tx: Tx, key: PreferencesKey, stored: StoredPreferences): Promise<PreferencesRow> {
      const { theme = null, language = null, avatarStyle = null, notifications, privacy } = stored;
      const choices = [JSON.stringify(notifications ?? {}), JSON.stringify(privacy ?? {})];
      return only(await update([key.userId, key.tenantId, theme, language, avatarStyle, ...choices], tx));
    },

    /** The fields that changes after `version` have touched, for telling an owner what clashes. */
    async fieldsChangedSince(tx: Tx, userId: string, version: number): Promise<string[]> {
      const rows = await sequelize.query<{ field: string }>(
        `select distinct unnest(fields) as field from activities
         where user_id = $1 and version > $2 and type = 'preferences.updated'`,
        { type: QueryTypes.SELECT, bind: [userId, version], transaction: tx },
      );
      return rows.map(({ field }) => field);
    },
  };
}
