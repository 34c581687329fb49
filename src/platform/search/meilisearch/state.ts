// What this installation knows of its index in Meilisearch: whether it is whole, and which one is being built.
// The same mark stands in a document of the index, so that a lost, restored or foreign index is told from ours.
import { QueryTypes } from 'sequelize';
import type { Sequelize, Tx } from '../../db/sequelize.ts';
import { settingsVersion } from './settings.ts';

export interface MirrorState {
  /** The mark of the index that answers; null while none may be asked. */
  readonly live: string | null;
  readonly liveSettings: number | null;
  /** The mark of the index that will take its place. */
  readonly building: string | null;
  readonly buildingSettings: number | null;
  readonly fillTenantId: string | null;
  readonly fillAfter: string | null;
}

const columns: Readonly<Record<keyof MirrorState, string>> = {
  live: 'live',
  liveSettings: 'live_settings',
  building: 'building',
  buildingSettings: 'building_settings',
  fillTenantId: 'fill_tenant_id',
  fillAfter: 'fill_after',
};

const selectSql = `select ${Object.entries(columns)
  .map(([name, column]) => `${column} as "${name}"`)
  .join(', ')} from search_mirrors where index_uid = $1`;

const nothing: MirrorState = {
  live: null,
  liveSettings: null,
  building: null,
  buildingSettings: null,
  fillTenantId: null,
  fillAfter: null,
};

export type MirrorStates = ReturnType<typeof createMirrorStates>;

export function createMirrorStates({ sequelize, indexUid }: { sequelize: Sequelize; indexUid: string }) {
  const read = async (lock: '' | 'for share' | 'for update', transaction?: Tx): Promise<MirrorState> => {
    const [row] = await sequelize.query<MirrorState>(`${selectSql} ${lock}`, {
      bind: [indexUid],
      type: QueryTypes.SELECT,
      ...(transaction && { transaction }),
    });
    return row ?? nothing;
  };
  return {
    find: () => read(''),
    /** Until the transaction ends, no index takes another's place. */
    findForWriting: (tx: Tx) => read('for share', tx),
    /** Until the transaction ends, nobody sends documents. */
    findForSwap: (tx: Tx) => read('for update', tx),

    async change(changes: Partial<MirrorState>, transaction?: Tx): Promise<void> {
      const entries = Object.entries(changes) as [keyof MirrorState, string | number | null][];
      const names = entries.map(([name]) => columns[name]);
      const places = entries.map((_, at) => `$${at + 2}`);
      await sequelize.query(
        `insert into search_mirrors (index_uid, ${names.join(', ')}) values ($1, ${places.join(', ')})
         on conflict (index_uid) do update
           set ${names.map((name) => `${name} = excluded.${name}`).join(', ')}, updated_at = now()`,
        { bind: [indexUid, ...entries.map(([, value]) => value)], ...(transaction && { transaction }) },
      );
    },
  };
}

/** Whether questions of this version of the code may go there. */
export const isReady = ({ live, liveSettings }: MirrorState): boolean =>
  live !== null && liveSettings === settingsVersion;

/** Whether a newer deploy looks after it: this one must neither build nor write there. */
export const isAhead = ({ liveSettings, buildingSettings }: MirrorState): boolean =>
  Math.max(liveSettings ?? 0, buildingSettings ?? 0) > settingsVersion;
