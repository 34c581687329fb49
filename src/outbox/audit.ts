// Audit entries, written in the transaction of what they tell of; src/audit chains them and shows them.
import type { AuditAction, AuditActor, AuditOutcome, AuditTarget } from '../contracts/audit.ts';
import type { Origin } from '../contracts/identity.ts';
import { hotStatement } from '../platform/db/hot-statement.ts';
import type { Sequelize, Tx } from '../platform/db/sequelize.ts';
import { newId } from '../platform/ids.ts';

export interface AuditEntry {
  readonly tenantId: string;
  readonly action: AuditAction;
  readonly actor: AuditActor;
  /** What was acted on; nothing when that is not known, as with an address that nobody has. */
  readonly target?: AuditTarget;
  /** `allowed` unless it says otherwise. */
  readonly outcome?: AuditOutcome;
  /**
   * What was, and what is: only what has changed, as JSON. Of an account it is kept under that person's key, and can be
   * read for as long as the key is there; the entry itself stays.
   */
  readonly before?: object;
  readonly after?: object;
}

/** Encrypts something of a person, within the transaction that keeps it. */
export type SealForPerson = (tx: Tx, userId: string, data: Buffer) => Promise<Buffer>;

/** Encrypts a whole address and browser under the key of the present day (`YYYY-MM-DD`). */
export type SealOrigin = (tx: Tx, data: Buffer) => Promise<{ readonly day: string; readonly sealed: Buffer }>;

const insertSql = `
with entries as (
  insert into audit.entries (id, tenant_id, actor_kind, actor_id, action, target_type, target_id, outcome, changes,
    sealed_for, request_id, network, origin, origin_day)
  select e.id, e."tenantId", e."actorKind", e."actorId", e.action, e."targetType", e."targetId", e.outcome,
    decode(e.changes, 'base64'), e."sealedFor", $2,
    network(set_masklen($3::inet, least(masklen($3::inet), case family($3::inet) when 4 then 24 else 48 end))), $4, $5
  from jsonb_to_recordset($1) as e (id uuid, "tenantId" uuid, "actorKind" text, "actorId" uuid, action text,
    "targetType" text, "targetId" text, outcome text, changes text, "sealedFor" uuid)
  returning id
)
insert into audit_pending (entry_id) select id from entries`;

type SealedChanges = { readonly changes?: string; readonly sealedFor?: string };

export type AppendAudit = (tx: Tx, entries: readonly AuditEntry[], origin: Origin | null) => Promise<void>;

export function createAppendAudit(deps: {
  sequelize: Sequelize;
  sealForPerson: SealForPerson;
  sealOrigin: SealOrigin;
}): AppendAudit {
  const insert = hotStatement(deps.sequelize, insertSql);

  async function changesOf({ before, after, target }: AuditEntry, tx: Tx): Promise<SealedChanges> {
    if (!before && !after) return {};
    const json = Buffer.from(JSON.stringify({ before, after }));
    const sealedFor = target?.type === 'account' ? target.id : undefined;
    if (sealedFor === undefined) return { changes: json.toString('base64') };
    return { changes: (await deps.sealForPerson(tx, sealedFor, json)).toString('base64'), sealedFor };
  }

  async function rowOf(entry: AuditEntry, tx: Tx): Promise<object> {
    const { tenantId, action, actor, target, outcome = 'allowed' } = entry;
    return {
      ...{ id: newId(), tenantId, action, outcome },
      ...{ actorKind: actor.kind, actorId: 'id' in actor ? actor.id : null },
      ...{ targetType: target?.type, targetId: target?.id },
      ...(await changesOf(entry, tx)),
    };
  }

  return async (tx, entries, origin) => {
    if (entries.length === 0) return;
    const rows: object[] = [];
    for (const entry of entries) rows.push(await rowOf(entry, tx));
    const { requestId = null, ip = null, userAgent } = origin ?? {};
    const whole = ip || userAgent ? Buffer.from(JSON.stringify({ ip, userAgent })) : undefined;
    const { sealed = null, day = null } = whole ? await deps.sealOrigin(tx, whole) : {};
    await insert([JSON.stringify(rows), requestId, ip, sealed, day], tx);
  };
}
