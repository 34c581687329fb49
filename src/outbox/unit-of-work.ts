// One transaction for business rows, their activity and audit entries, and the promises (outbox rows) that follow from them.
import type { ActivityType } from '../contracts/activities.ts';
import type { DomainEvent } from '../contracts/events.ts';
import { jobsFor } from '../contracts/fanout.ts';
import type { Origin } from '../contracts/identity.ts';
import { jobs } from '../contracts/jobs/index.ts';
import type { ChangeTopic } from '../platform/changes.ts';
import { hotStatement } from '../platform/db/hot-statement.ts';
import { type Sequelize, type Tx, transact } from '../platform/db/sequelize.ts';
import { newId } from '../platform/ids.ts';
import type { QueuedJob } from '../platform/queue/queues.ts';
import type { Tracing } from '../platform/tracing.ts';
import { type AuditEntry, createAppendAudit, type SealForPerson, type SealOrigin } from './audit.ts';

export interface ActivityEntry {
  readonly tenantId: string;
  readonly userId: string;
  /** Who did it; absent when nobody was signed in. */
  readonly actorId?: string;
  readonly type: ActivityType;
  /** Names of the fields that changed; without it, those of `changes`. */
  readonly fields?: readonly string[];
  /** Values before and after, by field: kept under the person's own key, so that nobody reads them once it is gone. */
  readonly changes?: ActivityChanges;
  /** Why somebody else did it, in their words; kept like the values. */
  readonly reason?: string;
  /** The version that this change made of the profile, or of what `type` names. */
  readonly version?: number;
}

export type ActivityChanges = Readonly<Record<string, { readonly from: unknown; readonly to: unknown }>>;

export interface UnitOfWork {
  readonly tx: Tx;
  /** Promises the jobs that follow from the event. */
  emit(event: DomainEvent): void;
  /** Tells the person what happened to their account or profile. Returns the id of the entry. */
  record(entry: ActivityEntry): string;
  /** Tells the audit trail. What is refused, and leaves nothing to commit, is told in a unit of its own. */
  audit(entry: AuditEntry): void;
  /** Tells every process, after the commit, that what it remembers of this topic is old. */
  announce(topic: ChangeTopic): void;
}

interface Promised extends QueuedJob {
  readonly tenantId: string;
  readonly version: number | null;
}

// The relay enqueues at once; a promise that is still there by then is the sweeper's.
const sweepAfterSeconds = 10;

const appendSql = `
with entries as (
  insert into activities
    (id, tenant_id, user_id, actor_id, type, fields, changes, reason, version, request_id, ip, user_agent)
  select e.id, e."tenantId", e."userId", e."actorId", e.type, coalesce(e.fields, '{}'), decode(e.sealed, 'base64'),
    decode(e.reason, 'base64'), e.version, $3, $4::inet, $5
  from jsonb_to_recordset($1) as e
    (id uuid, "tenantId" uuid, "userId" uuid, "actorId" uuid, type text, fields text[], sealed text,
      reason text, version integer)
)
insert into outbox (id, tenant_id, name, payload, subject, version, request_id, traceparent, due_at)
  select p.id, p."tenantId", p.name, p.payload, p.subject, p.version, $3, $6, now() + interval '${sweepAfterSeconds} seconds'
from jsonb_to_recordset($2) as p
    (id uuid, "tenantId" uuid, name text, payload jsonb, subject text, version integer)`;

function promisesOf(events: readonly DomainEvent[], requestId: string | null, traceparent: string | null): Promised[] {
  return events.flatMap(jobsFor).map(({ name, payload }) => {
    const subjectOf = jobs[name].subjectOf as ((payload: object) => string) | undefined;
    return {
      id: newId(),
      tenantId: payload.tenantId,
      name,
      payload,
      subject: subjectOf?.(payload) ?? null,
      version: 'version' in payload ? payload.version : null,
      requestId,
      traceparent,
    };
  });
}

/** A value that was never there is null: JSON leaves undefined out. */
const orNull = (_field: string, value: unknown): unknown => (value === undefined ? null : value);

/** The entries as rows: of the values only their seal goes on. */
async function rowsOf(entries: readonly ActivityEntry[], tx: Tx, seal: SealForPerson): Promise<object[]> {
  const rows: object[] = [];
  // One after another and by person: first uses of keys wait for each other, and all units wait in the same order.
  for (const { changes, reason, ...entry } of entries.toSorted((a, b) => a.userId.localeCompare(b.userId))) {
    const sealText = async (text: string | undefined) =>
      text === undefined ? undefined : (await seal(tx, entry.userId, Buffer.from(text))).toString('base64');
    const sealed = await sealText(changes && JSON.stringify(changes, orNull));
    const fields = entry.fields ?? Object.keys(changes ?? {});
    rows.push({ ...entry, fields, sealed, reason: await sealText(reason) });
  }
  return rows;
}

export type Transact = <T>(origin: Origin | null, work: (unit: UnitOfWork) => Promise<T>) => Promise<T>;

/** Makes `transact`: everything `work` writes, emits and records commits together, then `deliver` gets the promises. */
export function createTransact(deps: {
  sequelize: Sequelize;
  deliver: (promised: readonly QueuedJob[]) => void;
  announce: (topics: readonly ChangeTopic[]) => void;
  seal: SealForPerson;
  sealOrigin: SealOrigin;
  tracing: Pick<Tracing, 'traceparent'>;
  /** Is told, after the commit, what people's histories have got. */
  recorded: (types: readonly ActivityType[]) => void;
}): Transact {
  const append = hotStatement(deps.sequelize, appendSql);
  const appendAudit = createAppendAudit({ ...deps, sealForPerson: deps.seal });
  return async (origin, work) => {
    let promised: Promised[] = [];
    let announced: ChangeTopic[] = [];
    let recorded: ActivityType[] = [];
    const result = await transact(deps.sequelize, async (tx) => {
      const events: DomainEvent[] = [];
      const entries: (ActivityEntry & { id: string })[] = [];
      const audited: AuditEntry[] = [];
      const topics = new Set<ChangeTopic>();
      const value = await work({
        tx,
        emit: (event) => events.push(event),
        record(entry) {
          const id = newId();
          entries.push({ id, ...entry });
          return id;
        },
        audit: (entry) => audited.push(entry),
        announce: (topic) => topics.add(topic),
      });
      announced = [...topics];
      recorded = entries.map(({ type }) => type);
      const traceparent = deps.tracing.traceparent() ?? null;
      promised = promisesOf(events, origin?.requestId ?? null, traceparent);
      if (promised.length + entries.length > 0) {
        const { requestId = null, ip = null, userAgent = null } = origin ?? {};
        const rows = await rowsOf(entries, tx, deps.seal);
        await append([JSON.stringify(rows), JSON.stringify(promised), requestId, ip, userAgent, traceparent], tx);
      }
      await appendAudit(tx, audited, origin);
      return value;
    });
    deps.recorded(recorded);
    if (announced.length > 0) deps.announce(announced);
    if (promised.length > 0) deps.deliver(promised);
    return result;
  };
}
