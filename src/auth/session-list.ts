// Where a person is signed in, and how they end it.
import { QueryTypes, type Sequelize } from 'sequelize';
import type { Identity, Origin } from '../contracts/identity.ts';
import type { Transact, UnitOfWork } from '../outbox/index.ts';
import { notFound } from '../platform/http/errors.ts';
import { type Page, type PageQuery, pageOf, placeOf } from '../platform/http/page.ts';
import type { AuthMethod, Carrier, Sessions } from './sessions.ts';

export interface SessionView {
  readonly id: string;
  /** Whether it is the one that asks. */
  readonly current: boolean;
  readonly carrier: Carrier;
  readonly methods: readonly AuthMethod[];
  readonly userAgent: string | null;
  /** A network, never a whole address. */
  readonly network: string | null;
  readonly createdAt: Date;
  readonly lastUsedAt: Date;
  readonly authenticatedAt: Date;
  readonly expiresAt: Date;
}

const listSql = `
select id, id = $4 as current, carrier, methods, user_agent as "userAgent", network::text as network,
  created_at as "createdAt", last_used_at as "lastUsedAt", authenticated_at as "authenticatedAt", expires_at as "expiresAt"
from sessions
where user_id = $1 and revoked_at is null and expires_at > now() and ($2::uuid is null or id < $2)
order by id desc limit $3`;

export type SessionList = ReturnType<typeof createSessionList>;

export function createSessionList(deps: { sequelize: Sequelize; sessions: Sessions; transact: Transact }) {
  const { sessions, transact } = deps;

  function tell(unit: UnitOfWork, { tenantId, userId }: Identity, type: 'session.ended' | 'sessions.ended') {
    unit.record({ tenantId, userId, actorId: userId, type });
    // Every process forgets the tokens of the account, and asks the rows again.
    unit.announce(`account:${tenantId}/${userId}`);
  }

  return {
    /** The live sessions of a person, newest first. @throws INVALID_CURSOR */
    async list({ userId, sessionId }: Identity, query: PageQuery): Promise<Page<SessionView>> {
      const scope = ['sessions', userId];
      const rows = await deps.sequelize.query<SessionView>(listSql, {
        type: QueryTypes.SELECT,
        bind: [userId, placeOf(query, scope), query.limit + 1, sessionId],
      });
      return pageOf(rows, query, scope);
    },

    /** Ends one session of a person. @throws NOT_FOUND */
    async end(identity: Identity, id: string, origin: Origin): Promise<void> {
      await transact(origin, async (unit) => {
        if (!(await sessions.end(unit.tx, id, identity.userId))) throw notFound();
        tell(unit, identity, 'session.ended');
      });
    },

    /** Ends every session of a person, or every other one. */
    async endAll(identity: Identity, options: { keepCurrent: boolean }, origin: Origin): Promise<void> {
      const { tenantId, userId } = identity;
      const except = options.keepCurrent ? identity.sessionId : null;
      await transact(origin, async (unit) => {
        await sessions.endAll(unit.tx, userId, 'signed out everywhere', except);
        tell(unit, identity, 'sessions.ended');
        unit.emit({ type: 'sessions.ended', tenantId, userId });
        const actor = { kind: 'account', id: userId } as const;
        unit.audit({ tenantId, action: 'sessions.ended', actor, target: { type: 'account', id: userId } });
      });
    },
  };
}
