// Rows of `aliases`. The only writer.
import { QueryTypes } from 'sequelize';
import { hotStatement } from '../platform/db/hot-statement.ts';
import type { Sequelize, Tx } from '../platform/db/sequelize.ts';
import type { Animal } from './animals.ts';

export interface AliasRow {
  readonly id: string;
  /** Null once the person is erased. */
  readonly userId: string | null;
  readonly sealedContext: Buffer;
  readonly animal: Animal;
  readonly displayName: string;
  readonly isActive: boolean;
  readonly fromRegeneration: boolean;
  readonly usageCount: number;
  readonly createdAt: Date;
  readonly expiresAt: Date;
  readonly revealedAt: Date | null;
}

export interface AliasKey {
  readonly tenantId: string;
  readonly userId: string;
  readonly contextKey: Buffer;
}

type NewAlias = Pick<
  AliasRow,
  'id' | 'animal' | 'displayName' | 'sealedContext' | 'fromRegeneration' | 'createdAt' | 'expiresAt'
>;

const columns = `a.id, a.user_id as "userId", a.sealed_context as "sealedContext", a.animal, a.display_name as "displayName",
  a.is_active as "isActive", a.from_regeneration as "fromRegeneration", a.usage_count as "usageCount",
  a.created_at as "createdAt", a.expires_at as "expiresAt", a.revealed_at as "revealedAt"`;
const ofKey = 'a.user_id = $1 and a.tenant_id = $2 and a.context_key = $3 and a.is_active';

export type AliasRepository = ReturnType<typeof createAliasRepository>;

export function createAliasRepository(sequelize: Sequelize) {
  const useSql = `update aliases a set usage_count = a.usage_count + 1 from profiles p
    where ${ofKey} and a.expires_at > $4 and p.user_id = a.user_id and p.deleted_at is null returning ${columns}`;
  const useCurrent = hotStatement<AliasRow>(sequelize, useSql);
  const selectActive = hotStatement<AliasRow>(
    sequelize,
    `select ${columns} from aliases a where ${ofKey} and a.expires_at > $4`,
  );
  const selectById = hotStatement<AliasRow>(
    sequelize,
    `select ${columns} from aliases a where a.id = $1 and a.tenant_id = $2`,
  );
  // The place is looked up among one's own only: a forged one would tell when somebody else's alias was made.
  const selectHistory = hotStatement<AliasRow>(
    sequelize,
    `select ${columns} from aliases a where a.user_id = $1 and a.tenant_id = $2
       and ($3::uuid is null or (a.created_at, a.id) < (
         select b.created_at, b.id from aliases b where b.id = $3 and b.user_id = $1))
     order by a.created_at desc, a.id desc limit $4`,
  );
  const bindOf = ({ userId, tenantId, contextKey }: AliasKey) => [userId, tenantId, contextKey];

  return {
    /** Counts one more use of the alias that is active at `now`; undefined when there is none. */
    async use(key: AliasKey, now: Date, tx?: Tx): Promise<AliasRow | undefined> {
      return (await useCurrent([...bindOf(key), now], tx))[0];
    },

    async findActive(tx: Tx, key: AliasKey, now: Date): Promise<AliasRow | undefined> {
      return (await selectActive([...bindOf(key), now], tx))[0];
    },

    async findById(tenantId: string, id: string, tx?: Tx): Promise<AliasRow | undefined> {
      return (await selectById([id, tenantId], tx))[0];
    },

    /** Newest first, from behind the alias `after`. */
    history: (
      { tenantId, userId }: Pick<AliasKey, 'tenantId' | 'userId'>,
      limit: number,
      after: string | null,
    ): Promise<AliasRow[]> => selectHistory([userId, tenantId, after, limit]),

    /** Ends whatever alias is active, expired or not. */
    async retire(tx: Tx, key: AliasKey): Promise<void> {
      await sequelize.query(`update aliases a set is_active = false where ${ofKey}`, {
        bind: bindOf(key),
        transaction: tx,
      });
    },

    /** Undefined when somebody has or had this name in the context. */
    async insert(tx: Tx, { tenantId, userId, contextKey }: AliasKey, alias: NewAlias): Promise<AliasRow | undefined> {
      const [row] = await sequelize.query<AliasRow>(
        `insert into aliases as a (id, tenant_id, user_id, context_key, sealed_context, animal, display_name,
           from_regeneration, created_at, expires_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
         on conflict (context_key, display_name) do nothing returning ${columns}`,
        {
          type: QueryTypes.SELECT,
          transaction: tx,
          bind: [
            alias.id,
            tenantId,
            userId,
            contextKey,
            alias.sealedContext,
            alias.animal,
            alias.displayName,
            alias.fromRegeneration,
            alias.createdAt,
            alias.expiresAt,
          ],
        },
      );
      return row;
    },

    /** How many of a person’s aliases have been revealed. */
    async countRevealed({ tenantId, userId }: Pick<AliasKey, 'tenantId' | 'userId'>): Promise<number> {
      const [row] = await sequelize.query<{ count: number }>(
        'select count(*) from aliases where user_id = $1 and tenant_id = $2 and revealed_at is not null',
        { type: QueryTypes.SELECT, bind: [userId, tenantId] },
      );
      return row?.count ?? 0;
    },

    async markRevealed(tx: Tx, id: string, now: Date): Promise<void> {
      await sequelize.query('update aliases set revealed_at = $2 where id = $1', { bind: [id, now], transaction: tx });
    },
  };
}
