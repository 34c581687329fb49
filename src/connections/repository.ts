// Rows of `profile_connections` and `connection_codes`. The only writer of both.
import { hotStatement } from '../platform/db/hot-statement.ts';
import type { Sequelize, Tx } from '../platform/db/sequelize.ts';

export const relations = ['works-with', 'worked-with', 'studied-with', 'volunteers-with'] as const;
/** What two people are to each other; it reads the same from both sides. */
export type Relation = (typeof relations)[number];
/** Two profiles of one person, who has signed in to both. */
export const samePerson = 'same-person';
export type AnyRelation = Relation | typeof samePerson;

export interface ConnectionRow {
  readonly id: string;
  readonly relation: AnyRelation;
  readonly fromId: string;
  readonly toId: string;
  readonly fromTenantId: string;
  readonly toTenantId: string;
  readonly askedAt: Date;
  readonly confirmedAt: Date | null;
}

export type NewConnection = Pick<ConnectionRow, 'id' | 'relation' | 'fromId' | 'toId' | 'askedAt' | 'confirmedAt'>;

export interface CodeHolder {
  readonly userId: string;
  readonly tenantId: string;
}

/** Of one person: confirmed ones and those that they have asked for, or confirmed ones and those that they were asked for. */
export const maxConnections = 200;

const columns = `c.id, c.relation, c.from_id as "fromId", c.to_id as "toId", a.tenant_id as "fromTenantId",
  b.tenant_id as "toTenantId", c.asked_at as "askedAt", c.confirmed_at as "confirmedAt"`;
const people = 'join users a on a.id = c.from_id join users b on b.id = c.to_id';

export type ConnectionRepository = ReturnType<typeof createConnectionRepository>;

export function createConnectionRepository(sequelize: Sequelize) {
  const statement = (sql: string) => hotStatement<ConnectionRow>(sequelize, sql);
  const selectOfPerson = statement(
    `select ${columns} from (
       select * from profile_connections where from_id = $1 union all select * from profile_connections where to_id = $1
     ) c ${people} order by c.id desc limit ${2 * maxConnections}`,
  );
  const selectById = statement(`select ${columns} from profile_connections c ${people} where c.id = $1`);
  const selectForUpdate = statement(
    `select ${columns} from profile_connections c ${people}
     where c.id = $1 and $2::uuid in (c.from_id, c.to_id) for update of c`,
  );
  const selectBetween = statement(
    `select ${columns} from profile_connections c ${people}
     where least(c.from_id, c.to_id) = least($1::uuid, $2::uuid)
       and greatest(c.from_id, c.to_id) = greatest($1::uuid, $2::uuid) and c.relation = $3 for update of c`,
  );
  // Who is asked by many can still ask: what others want of a person does not count against that person's own wishes.
  const count = hotStatement<{ most: number }>(
    sequelize,
    `select greatest(
       (select count(*) from profile_connections where from_id = $1)
         + (select count(*) from profile_connections where to_id = $1 and confirmed_at is not null),
       (select count(*) from profile_connections where to_id = $2)
         + (select count(*) from profile_connections where from_id = $2 and confirmed_at is not null)
     )::int as most`,
  );
  // The history outlives a request that was taken back.
  const selectAsked = hotStatement<object>(
    sequelize,
    `select from activities where user_id = $2 and actor_id = $1 and type = 'connection.asked' and created_at > $3 limit 1`,
  );
  const insert = hotStatement<object>(
    sequelize,
    `insert into profile_connections (id, relation, from_id, to_id, asked_at, confirmed_at)
     values ($1, $2, $3, $4, $5, $6) on conflict do nothing returning id`,
  );
  const confirm = hotStatement<object>(sequelize, 'update profile_connections set confirmed_at = $2 where id = $1');
  const remove = hotStatement<object>(sequelize, 'delete from profile_connections where id = $1');
  const replaceCode = hotStatement<object>(
    sequelize,
    `insert into connection_codes (user_id, tenant_id, code_hash, expires_at) values ($1, $2, $3, $4)
     on conflict (user_id) do update set code_hash = excluded.code_hash, expires_at = excluded.expires_at`,
  );
  const takeCode = hotStatement<CodeHolder>(
    sequelize,
    `delete from connection_codes where code_hash = $1 and expires_at > $2 returning user_id as "userId", tenant_id as "tenantId"`,
  );
  const forgetCodes = hotStatement<object>(sequelize, 'delete from connection_codes where expires_at <= $1');

  return {
    /** Newest first, all of them: there are never more than twice `maxConnections`. */
    ofPerson: (userId: string): Promise<ConnectionRow[]> => selectOfPerson([userId]),
    find: async (id: string): Promise<ConnectionRow | undefined> => (await selectById([id]))[0],
    /** The row, if the person is on one of its sides; locked until the transaction ends. */
    lockById: async (tx: Tx, id: string, userId: string): Promise<ConnectionRow | undefined> =>
      (await selectForUpdate([id, userId], tx))[0],
    /** Whoever of the two asked; locked until the transaction ends. */
    lockBetween: async (tx: Tx, one: string, other: string, relation: AnyRelation) =>
      (await selectBetween([one, other, relation], tx))[0],
    /** How many the asker has made or confirmed, or the asked one has received or confirmed, whichever is more. */
    countMost: async (tx: Tx, asker: string, asked: string): Promise<number> =>
      (await count([asker, asked], tx))[0]?.most ?? 0,

    /** Whether the one has asked the other for anything since then. */
    wasAskedSince: async (tx: Tx, asker: string, asked: string, since: Date): Promise<boolean> =>
      (await selectAsked([asker, asked, since], tx)).length === 1,

    /** False when they are connected, or one has asked, by now. */
    async insert(tx: Tx, { id, relation, fromId, toId, askedAt, confirmedAt }: NewConnection): Promise<boolean> {
      return (await insert([id, relation, fromId, toId, askedAt, confirmedAt], tx)).length === 1;
    },
    async confirm(tx: Tx, id: string, now: Date): Promise<void> {
      await confirm([id, now], tx);
    },
    async remove(tx: Tx, id: string): Promise<void> {
      await remove([id], tx);
    },

    /** One code for each person; the one before it is worth nothing any more. */
    async replaceCode(tx: Tx, { userId, tenantId }: CodeHolder, hash: Buffer, expiresAt: Date): Promise<void> {
      await replaceCode([userId, tenantId, hash, expiresAt], tx);
    },
    /** Whose code it is; it is used up. */
    takeCode: async (tx: Tx, hash: Buffer, now: Date): Promise<CodeHolder | undefined> =>
      (await takeCode([hash, now], tx))[0],
    async forgetCodes(now: Date): Promise<void> {
      await forgetCodes([now]);
    },
  };
}
