// One action for many accounts, as a job with progress. Each account is changed in a transaction of its own, and the row counts
// who is done: a worker that dies leaves the rest to the next.
import type { Identity, Origin, Role } from '../contracts/identity.ts';
import type { Permission } from '../contracts/permissions.ts';
import type { Transact, UnitOfWork } from '../outbox/index.ts';
import { hotStatement } from '../platform/db/hot-statement.ts';
import type { Sequelize } from '../platform/db/sequelize.ts';
import { AppError } from '../platform/errors.ts';
import { newId } from '../platform/ids.ts';
import { bulkActionNotFound } from './errors.ts';
import type { Standings } from './standing.ts';

export type BulkStep =
  | { readonly kind: 'activate' | 'deactivate'; readonly role?: never }
  | { readonly kind: 'add-role' | 'remove-role'; readonly role: Role };

export const permissionOf = ({ kind }: BulkStep): Permission =>
  kind === 'activate' || kind === 'deactivate' ? 'users:deactivate:tenant' : 'roles:assign:tenant';

export const maxBulkAccounts = 10_000;

export interface BulkAction {
  readonly id: string;
  readonly action: BulkStep;
  readonly total: number;
  readonly done: number;
  readonly failures: readonly { readonly userId: string; readonly code: string }[];
  readonly createdAt: Date;
  readonly finishedAt: Date | null;
}

interface BulkRow extends BulkAction {
  readonly tenantId: string;
  readonly actorId: string;
  /** The account that is next; null at the end. */
  readonly next: string | null;
}

const columns = `id, tenant_id as "tenantId", actor_id as "actorId", action, cardinality(user_ids) as total, done, failures,
  created_at as "createdAt", finished_at as "finishedAt", user_ids[done + 1] as next`;

export type BulkActions = ReturnType<typeof createBulkActions>;

export function createBulkActions(deps: {
  sequelize: Sequelize;
  standings: Standings;
  /** Whoever ordered it, with the rights that they have now; undefined once they may not sign in. */
  findActor: (tenantId: string, userId: string) => Promise<Identity | undefined>;
  transact: Transact;
}) {
  const { sequelize, standings, transact } = deps;
  const select = hotStatement<BulkRow>(
    sequelize,
    `select ${columns} from bulk_actions where id = $1 and tenant_id = $2`,
  );
  const lock = hotStatement<BulkRow>(
    sequelize,
    `select ${columns} from bulk_actions where id = $1 and tenant_id = $2 for update`,
  );
  const step = hotStatement(
    sequelize,
    `update bulk_actions set done = done + 1, failures = failures || $2::jsonb,
       finished_at = case when done + 1 = cardinality(user_ids) then now() end
     where id = $1`,
  );

  async function apply(unit: UnitOfWork, by: Identity, userId: string, action: BulkStep): Promise<void> {
    if (action.kind === 'activate' || action.kind === 'deactivate')
      await standings.setActive(unit, by, userId, action.kind === 'activate');
    else {
      const { kind, role } = action;
      await standings.changeRoles(unit, by, userId, (roles) =>
        kind === 'add-role' ? [...new Set([...roles, role])] : roles.filter((name) => name !== role),
      );
    }
  }

  const present = ({ tenantId: _t, actorId: _a, next: _n, ...action }: BulkRow): BulkAction => action;

  return {
    async order(by: Identity, action: BulkStep, userIds: readonly string[], origin: Origin): Promise<BulkAction> {
      const id = newId();
      await transact(origin, async (unit) => {
        await sequelize.query(
          `insert into bulk_actions (id, tenant_id, actor_id, action, user_ids) values ($1, $2, $3, $4, $5)`,
          { bind: [id, by.tenantId, by.userId, JSON.stringify(action), userIds], transaction: unit.tx },
        );
        unit.emit({ type: 'bulk-action.ordered', tenantId: by.tenantId, bulkActionId: id });
        unit.audit({
          tenantId: by.tenantId,
          action: 'users.bulk-ordered',
          actor: { kind: 'account', id: by.userId },
          after: { bulkActionId: id, action, accounts: userIds.length },
        });
      });
      return this.read(by, id);
    },

    /** @throws BULK_ACTION_NOT_FOUND */
    async read({ tenantId }: Identity, id: string): Promise<BulkAction> {
      const [row] = await select([id, tenantId]);
      if (!row) throw bulkActionNotFound();
      return present(row);
    },

    /** Does what is left of it. */
    async run({ tenantId, bulkActionId }: { tenantId: string; bulkActionId: string }): Promise<void> {
      for (;;) {
        const [row] = await select([bulkActionId, tenantId]);
        if (!row?.next) return;
        const failure = await attempt(row);
        // What failed was rolled back with its transaction; that it did is told in one of its own.
        if (failure)
          await transact(null, async ({ tx }) => {
            const [now] = await lock([row.id, tenantId], tx);
            if (now?.done === row.done) await step([row.id, JSON.stringify([{ userId: row.next, code: failure }])], tx);
          });
      }
    },
  };

  /** The next account's turn, unless another worker has had it. Returns the code of what forbade it. */
  async function attempt({ id, tenantId, actorId, action, done }: BulkRow): Promise<string | undefined> {
    // Rights may have gone since it was ordered.
    const by = await deps.findActor(tenantId, actorId);
    if (!by?.permissions.has(permissionOf(action))) return 'FORBIDDEN';
    try {
      await transact(null, async (unit) => {
        const [now] = await lock([id, tenantId], unit.tx);
        if (!now?.next || now.done !== done) return;
        await apply(unit, by, now.next, action);
        await step([id, '[]'], unit.tx);
      });
      return undefined;
    } catch (error) {
      if (error instanceof AppError && error.retry === 'never') return error.code;
      throw error;
    }
  }
}
