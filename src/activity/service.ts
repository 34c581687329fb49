// What happened to a person's account and profile, as the person reads it. The unit of work writes it (src/outbox).
import { QueryTypes } from 'sequelize';
import type { PersonalKeys } from '../accounts/index.ts';
import { type ActivityType, activityTypes } from '../contracts/activities.ts';
import type { Identity } from '../contracts/identity.ts';
import type { ActivityChanges } from '../outbox/index.ts';
import type { Sequelize } from '../platform/db/sequelize.ts';
import { type Page, type PageQuery, pageOf, placeOf } from '../platform/http/page.ts';

/** `profile.`: what the types of one kind begin with. */
export type ActivityFamily = `${string}.`;
export const activityFamilies = [...new Set(activityTypes.map((type): ActivityFamily => `${type.split('.')[0]}.`))];
export type ActivityFilter = ActivityType | ActivityFamily;

export interface ActivityQuery extends PageQuery {
  readonly type?: ActivityFilter;
  readonly from?: Date;
  /** Exclusive. */
  readonly to?: Date;
}

export const actors = ['you', 'member', 'team', 'system'] as const;
/** The team's members are not told apart, nor are others. */
export type Actor = (typeof actors)[number];

export interface Activity {
  readonly id: string;
  readonly type: ActivityType;
  readonly actor: Actor;
  readonly fields: readonly string[];
  /** Absent when no values were kept, or can be read any more. */
  readonly changes?: ActivityChanges;
  /** Why somebody else did it; absent like the values. */
  readonly reason?: string;
  readonly ip: string | null;
  readonly userAgent: string | null;
  readonly requestId: string | null;
  readonly createdAt: Date;
}

interface ActivityRow extends Omit<Activity, 'actor' | 'changes' | 'reason'> {
  readonly actorId: string | null;
  readonly changes: Buffer | null;
  readonly reason: Buffer | null;
}

/** What others do to somebody without being of the team. */
const doneByMembers: ReadonlySet<ActivityType> = new Set(['endorsement.received', 'endorsement.taken-back']);

const selectSql = `
select id, type, actor_id as "actorId", fields, changes, reason, ip, user_agent as "userAgent", request_id as "requestId",
  created_at as "createdAt"
from activities
where user_id = $1 and tenant_id = $2 and ($3::uuid is null or id < $3)
  and ($4::text is null or type = $4 or (right($4, 1) = '.' and starts_with(type, $4)))
  and ($5::timestamptz is null or created_at >= $5) and ($6::timestamptz is null or created_at < $6)
order by id desc limit $7`;

export type ActivityService = ReturnType<typeof createActivityService>;

export function createActivityService(deps: { sequelize: Sequelize; personalKeys: Pick<PersonalKeys, 'open'> }) {
  async function open(userId: string, sealed: Buffer | null): Promise<string | undefined> {
    const opened = sealed && (await deps.personalKeys.open(userId, sealed));
    return opened?.toString('utf8');
  }

  function actorOf({ actorId, type }: Pick<ActivityRow, 'actorId' | 'type'>, userId: string): Actor {
    if (actorId === null) return 'system';
    if (actorId === userId) return 'you';
    return doneByMembers.has(type) ? 'member' : 'team';
  }

  async function present(row: ActivityRow, userId: string): Promise<Activity> {
    const { actorId, changes: sealed, reason: sealedReason, ip, userAgent, requestId, ...shown } = row;
    const changes = await open(userId, sealed);
    const reason = await open(userId, sealedReason);
    const actor = actorOf({ actorId, type: row.type }, userId);
    // Where somebody else sat would say who it was.
    const origin = actor === 'team' || actor === 'member' ? { ip: null, userAgent: null } : { ip, userAgent };
    return {
      ...shown,
      actor,
      ...(changes && { changes: JSON.parse(changes) }),
      ...(reason && { reason }),
      ...origin,
      requestId,
    };
  }

  return {
    /** Why an entry was made, for telling the person. */
    async reasonOf(userId: string, id: string): Promise<{ reason: string; fields: readonly string[] } | undefined> {
      const [row] = await deps.sequelize.query<Pick<ActivityRow, 'fields' | 'reason'>>(
        'select fields, reason from activities where id = $1 and user_id = $2',
        { type: QueryTypes.SELECT, bind: [id, userId] },
      );
      const reason = row && (await open(userId, row.reason));
      return row && reason ? { reason, fields: row.fields } : undefined;
    },

    /** A person’s own history, newest first. @throws INVALID_CURSOR */
    async list({ tenantId, userId }: Identity, query: ActivityQuery): Promise<Page<Activity>> {
      const { type = null, from = null, to = null, limit } = query;
      const scope = ['activity', userId, type, from, to];
      const rows = await deps.sequelize.query<ActivityRow>(selectSql, {
        type: QueryTypes.SELECT,
        bind: [userId, tenantId, placeOf(query, scope), type, from, to, limit + 1],
      });
      const { items: shown, meta } = pageOf(rows, query, scope);
      const items: Activity[] = [];
      // One after another: the first one fetches the key for all.
      for (const row of shown) items.push(await present(row, userId));
      return { items, meta };
    },
  };
}
