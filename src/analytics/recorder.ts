// Takes down what happens to profiles: gathered in memory, written in batches, each batch once, traced to nobody.
import { QueryTypes, type Sequelize } from 'sequelize';
import type { EventKind } from '../contracts/insights.ts';
import type { Transact } from '../outbox/index.ts';
import type { Clock } from '../platform/clock.ts';
import { isDatabaseUnavailable } from '../platform/db/failure.ts';
import { newId } from '../platform/ids.ts';
import type { Logger } from '../platform/logger.ts';
import { type Days, dayOf, viewerKey } from './days.ts';
import type { Visitor } from './visitors.ts';

export interface Sighting {
  readonly tenantId: string;
  readonly userId: string;
  readonly kind: EventKind;
  /** Of a view, where the viewer came from; of a click, which link; empty otherwise. */
  readonly source: string;
  readonly visitor: Visitor;
}

interface Noted extends Sighting {
  readonly day: string;
  readonly hour: number;
}

interface Batch {
  readonly id: string;
  readonly rows: readonly object[];
  readonly tenantIds: readonly string[];
  attempts: number;
}

/** Held shared by whoever writes events, and for a moment alone by whoever counts: then no lower id is still to come. */
export const writersLock = "hashtext('cameo:analytics writers')";

// A minute of 1,000 views a second, some 10 MB; a database that is away for longer costs the rest of them.
const maxNoted = 60_000;
// Hashing these takes the process some 10 ms, in which it answers nobody.
const batchSize = 1_000;
// Of a failure that is the statement's own; one that is away is waited for.
const maxAttempts = 5;
// Days are told when they are over: counting more often would help nobody.
const promiseEveryMs = 5_000;

const unseenSql = `select user_id as id from preferences where user_id = any($1) and (privacy ->> 'browseUnseen')::boolean`;
const claimSql = 'insert into analytics.batches (id) values ($1) on conflict do nothing returning id';
const insertSql = `
insert into analytics.events (day, hour, tenant_id, user_id, kind, source, viewer_key)
select v.day, v.hour, v."tenantId", v."userId", v.kind, v.source, decode(v.key, 'hex')
from jsonb_to_recordset($1) as v
  (day date, hour smallint, "tenantId" uuid, "userId" uuid, kind text, source text, key text)`;

export function createRecorder(deps: {
  sequelize: Sequelize;
  transact: Transact;
  days: Days;
  clock: Clock;
  logger: Logger;
}) {
  const { sequelize, days, clock, logger } = deps;
  const noted: Noted[] = [];
  /** Tenants with events that no job has been promised for. */
  const uncounted = new Set<string>();
  let promisedAt = 0;
  let pending: Batch | undefined;
  let running: Promise<void> | undefined;
  let lost = 0;

  /** Those of the accounts that browse unseen. */
  async function unseenOf(accountIds: readonly string[]): Promise<ReadonlySet<string>> {
    if (accountIds.length === 0) return new Set();
    const rows = await sequelize.query<{ id: string }>(unseenSql, { type: QueryTypes.SELECT, bind: [accountIds] });
    return new Set(rows.map(({ id }) => id));
  }

  /** What is to be written of the first that were noted; from here on nobody knows who it was. */
  async function prepare(): Promise<{ taken: number; batch: Batch }> {
    const taken = noted.slice(0, batchSize);
    const unseen = await unseenOf([...new Set(taken.flatMap(({ visitor }) => visitor.accountId ?? []))]);
    const seen = taken.filter(({ visitor }) => visitor.accountId === null || !unseen.has(visitor.accountId));
    const salts = new Map<string, Buffer | undefined>();
    for (const day of new Set(seen.map((one) => one.day))) salts.set(day, await days.open(day));
    const rows = seen.flatMap(({ visitor, ...row }) => {
      const salt = salts.get(row.day);
      // Of a day that is closed nobody can be told apart any more.
      return salt ? [{ ...row, key: viewerKey(salt, row.userId, visitor.mark) }] : [];
    });
    lost += seen.length - rows.length;
    const tenantIds = [...new Set(rows.map(({ tenantId }) => tenantId))];
    return { taken: taken.length, batch: { id: newId(), rows, tenantIds, attempts: 0 } };
  }

  const write = ({ id, rows }: Batch): Promise<void> =>
    deps.transact(null, async (unit) => {
      const transaction = unit.tx;
      await sequelize.query(`select pg_advisory_xact_lock_shared(${writersLock})`, { transaction });
      const isNew = await sequelize.query(claimSql, { type: QueryTypes.SELECT, transaction, bind: [id] });
      if (isNew.length === 0) return; // it had arrived, though nobody said so
      await sequelize.query(insertSql, { transaction, bind: [JSON.stringify(rows)] });
    });

  /** Now and then; what a crash leaves without a promise is counted when its day is closed. */
  async function promiseCounting(): Promise<void> {
    const now = clock().getTime();
    if (uncounted.size === 0 || Math.abs(now - promisedAt) < promiseEveryMs) return;
    const tenantIds = [...uncounted];
    await deps.transact(null, async ({ emit }) => {
      for (const tenantId of tenantIds) emit({ type: 'profile.viewed', tenantId });
    });
    for (const tenantId of tenantIds) uncounted.delete(tenantId);
    promisedAt = now;
  }

  async function turn(): Promise<void> {
    days.forgetOthers(dayOf(clock()));
    try {
      while (pending || noted.length > 0) {
        if (!pending) {
          const { taken, batch } = await prepare();
          noted.splice(0, taken);
          pending = batch;
        }
        pending.attempts += 1;
        if (pending.rows.length > 0) await write(pending);
        for (const tenantId of pending.tenantIds) uncounted.add(tenantId);
        pending = undefined;
      }
      await promiseCounting();
    } catch (error) {
      const waiting = (pending?.rows.length ?? 0) + noted.length;
      logger.warn({ err: error, waiting }, 'views not written yet');
      if (pending && pending.attempts >= maxAttempts && !isDatabaseUnavailable(error)) {
        lost += pending.rows.length;
        pending = undefined;
      }
    }
    if (lost > 0) logger.warn({ lost }, 'views not counted');
    lost = 0;
  }

  return {
    /** Takes it down; costs whoever is waiting for an answer nothing, and never throws. */
    note(sighting: Sighting): void {
      if (noted.length >= maxNoted) {
        lost += 1;
        return;
      }
      const now = clock();
      noted.push({ ...sighting, day: dayOf(now), hour: now.getUTCHours() });
    },

    /** Writes what has been noted. What fails is kept and written at the next call; what a crash loses is a second. */
    async flush(): Promise<void> {
      while (running) await running;
      running = turn();
      await running.finally(() => {
        running = undefined;
      });
    },
  };
}
