// Profiles that are tied to each other: two people of whom both say so, or two profiles of one person who has signed in to both.
import type { ActivityType } from '../contracts/activities.ts';
import type { Identity, Origin } from '../contracts/identity.ts';
import type { ProfileAddresses } from '../links/index.ts';
import type { Transact, UnitOfWork } from '../outbox/index.ts';
import type { Clock } from '../platform/clock.ts';
import { newId } from '../platform/ids.ts';
import { type Limit, requireAllowance } from '../platform/rate-limit/limit.ts';
import { type Viewer, viewerOf } from '../privacy/index.ts';
import { type Presenter, type ProfileRow, type ProfileRows, profileNotFound } from '../profiles/index.ts';
import { codeLifetimeMs, createCode, hashCode } from './codes.ts';
import * as errors from './errors.ts';
import { type OwnConnection, presentPerson, type ShownConnection, stateFor } from './presenter.ts';
import {
  type ConnectionRepository,
  type ConnectionRow,
  maxConnections,
  type NewConnection,
  type Relation,
  samePerson,
} from './repository.ts';

export interface ConnectionCode {
  readonly code: string;
  readonly expiresAt: Date;
}

/** Between two mails to one person about what another asks. */
const quietMs = 7 * 86_400_000;

interface Side {
  readonly tenantId: string;
  readonly userId: string;
}

export type ConnectionService = ReturnType<typeof createConnectionService>;

export function createConnectionService(deps: {
  repository: ConnectionRepository;
  rows: ProfileRows;
  presenter: Pick<Presenter, 'isFound' | 'presentFor'>;
  addresses: Pick<ProfileAddresses, 'best'>;
  transact: Transact;
  codeKey: Buffer;
  limits: { readonly asks: Limit; readonly codes: Limit };
  clock: Clock;
}) {
  const { repository, rows, presenter, transact, clock } = deps;

  /** The other side, as a viewer finds it: by id, for those whom that viewer may find. */
  async function findOthers(others: readonly Side[], identity: Identity | undefined) {
    const found = new Map<string, { row: ProfileRow; viewer: Viewer }>();
    for (const tenantId of new Set(others.map((side) => side.tenantId))) {
      const ids = others.filter((side) => side.tenantId === tenantId).map(({ userId }) => userId);
      const viewerId = identity?.tenantId === tenantId ? identity.userId : null;
      for (const row of await rows.findByIds(tenantId, ids, viewerId)) {
        const viewer = viewerOf(identity, row);
        if (presenter.isFound(row, viewer)) found.set(row.userId, { row, viewer });
      }
    }
    return found;
  }

  const otherSide = (row: ConnectionRow, userId: string): Side =>
    row.fromId === userId
      ? { tenantId: row.toTenantId, userId: row.toId }
      : { tenantId: row.fromTenantId, userId: row.fromId };

  const showPerson = async ({ row, viewer }: { row: ProfileRow; viewer: Viewer }) =>
    presentPerson(presenter.presentFor(row, viewer), await deps.addresses.best(row));

  /** Whether the other one may find whoever asks: by what any member of the tenant sees. */
  async function requireVisible({ tenantId, userId }: Identity, other: string): Promise<void> {
    const row = (await rows.findByIds(tenantId, [userId], other))[0];
    if (!row || !presenter.isFound(row, 'member')) throw errors.notVisibleToThem();
  }

  function record(unit: UnitOfWork, sides: readonly Side[], actorId: string, type: ActivityType) {
    for (const side of sides) unit.record({ ...side, actorId, type });
  }

  /** Makes the connection, or confirms the one that the other has asked for. */
  async function connect(
    unit: UnitOfWork,
    from: Side,
    to: Side,
    order: Pick<NewConnection, 'relation' | 'confirmedAt'>,
  ) {
    const now = clock();
    const known = await repository.lockBetween(unit.tx, from.userId, to.userId, order.relation);
    if (known) {
      if (known.confirmedAt || known.fromId === from.userId) return;
      await repository.confirm(unit.tx, known.id, now);
      return record(unit, [from, to], from.userId, 'connection.confirmed');
    }
    if ((await repository.countMost(unit.tx, from.userId, to.userId)) >= maxConnections)
      throw errors.tooManyConnections();
    const connection = { ...order, id: newId(), fromId: from.userId, toId: to.userId, askedAt: now };
    if (!(await repository.insert(unit.tx, connection))) return;
    record(unit, [from, to], from.userId, order.confirmedAt ? 'connection.confirmed' : 'connection.asked');
    if (order.confirmedAt) return;
    // Whoever asks, takes it back and asks again fills nobody's mailbox.
    const quietSince = new Date(now.getTime() - quietMs);
    if (!(await repository.wasAskedSince(unit.tx, from.userId, to.userId, quietSince)))
      unit.emit({ type: 'connection.asked', ...to, connectionId: connection.id });
  }

  async function own(identity: Identity): Promise<OwnConnection[]> {
    const { userId } = identity;
    const connections = await repository.ofPerson(userId);
    const found = await findOthers(
      connections.map((row) => otherSide(row, userId)),
      identity,
    );
    const shown = connections.map(async (row): Promise<OwnConnection[]> => {
      const other = found.get(otherSide(row, userId).userId);
      // Whoever hides or blocks is nobody, but one's own other profile is no secret.
      if (!other && row.relation !== samePerson) return [];
      const { id, relation, askedAt, confirmedAt } = row;
      const person = other ? await showPerson(other) : null;
      return [{ id, relation, state: stateFor(row, userId), askedAt, confirmedAt, person }];
    });
    return (await Promise.all(shown)).flat();
  }

  return {
    /** Everything that ties one's profile to others, asked for or confirmed. */
    own,

    /** Asks another person of the tenant; confirms, where they have asked the same. @throws PROFILE_NOT_FOUND, NOT_VISIBLE_TO_THEM, CANNOT_CONNECT_TO_YOURSELF, TOO_MANY_CONNECTIONS, CONNECTION_REQUESTS_LIMITED */
    async ask(identity: Identity, other: string, relation: Relation, origin: Origin): Promise<OwnConnection[]> {
      const { tenantId, userId } = identity;
      if (other === userId) throw errors.cannotConnectToYourself();
      await requireAllowance(deps.limits.asks, userId, errors.connectionRequestsLimited);
      const to = { tenantId, userId: other };
      if (!(await findOthers([to], identity)).has(other)) throw profileNotFound();
      await requireVisible(identity, other);
      await transact(origin, (unit) => connect(unit, { tenantId, userId }, to, { relation, confirmedAt: null }));
      return own(identity);
    },

    /** @throws CONNECTION_NOT_FOUND when nobody asks this person */
    async confirm(identity: Identity, id: string, origin: Origin): Promise<OwnConnection[]> {
      const { tenantId, userId } = identity;
      const asked = (await repository.ofPerson(userId)).find((row) => row.id === id && row.toId === userId);
      if (!asked) throw errors.connectionNotFound();
      const from = otherSide(asked, userId);
      if (!(await findOthers([from], identity)).has(from.userId)) throw errors.connectionNotFound();
      await transact(origin, async (unit) => {
        const row = await repository.lockById(unit.tx, id, userId);
        if (!row) throw errors.connectionNotFound();
        if (row.confirmedAt) return;
        await repository.confirm(unit.tx, id, clock());
        record(unit, [{ tenantId, userId }, from], userId, 'connection.confirmed');
      });
      return own(identity);
    },

    /** Undoes, declines or takes back; either side may. @throws CONNECTION_NOT_FOUND */
    remove: ({ tenantId, userId }: Identity, id: string, origin: Origin): Promise<void> =>
      transact(origin, async (unit) => {
        const row = await repository.lockById(unit.tx, id, userId);
        if (!row) throw errors.connectionNotFound();
        await repository.remove(unit.tx, id);
        // That a request was declined is nobody's news.
        const sides = [{ tenantId, userId }, ...(row.confirmedAt ? [otherSide(row, userId)] : [])];
        record(unit, sides, userId, 'connection.removed');
      }),

    /** A code for one's other profile; the one before it ends. */
    createCode: ({ tenantId, userId }: Identity, origin: Origin): Promise<ConnectionCode> =>
      transact(origin, async ({ tx }) => {
        const code = createCode();
        const expiresAt = new Date(clock().getTime() + codeLifetimeMs);
        await repository.replaceCode(tx, { tenantId, userId }, hashCode(deps.codeKey, code), expiresAt);
        return { code, expiresAt };
      }),

    /** Ties this profile to the one where the code was made. @throws CONNECTION_CODE_INVALID, CANNOT_CONNECT_TO_YOURSELF, TOO_MANY_CONNECTIONS, TOO_MANY_CODES */
    async redeem(identity: Identity, code: string, origin: Origin): Promise<OwnConnection[]> {
      const { tenantId, userId } = identity;
      await requireAllowance(deps.limits.codes, userId, errors.tooManyCodes);
      await transact(origin, async (unit) => {
        const from = await repository.takeCode(unit.tx, hashCode(deps.codeKey, code), clock());
        if (!from) throw errors.connectionCodeInvalid();
        if (from.userId === userId) throw errors.cannotConnectToYourself();
        await connect(unit, { tenantId, userId }, from, { relation: samePerson, confirmedAt: clock() });
      });
      return own(identity);
    },

    /** The confirmed connections of somebody, of those whom the viewer may find, too. @throws PROFILE_NOT_FOUND */
    async ofPerson(tenantId: string, idOrHandle: string, identity: Identity | undefined): Promise<ShownConnection[]> {
      const row = await rows.findForViewer(tenantId, idOrHandle, identity?.userId ?? null);
      const viewer = row && viewerOf(identity, row);
      if (!row || !viewer || row.deleted || (viewer !== 'owner' && !presenter.isFound(row, viewer)))
        throw profileNotFound();
      const confirmed = (await repository.ofPerson(row.userId)).filter(({ confirmedAt }) => confirmedAt !== null);
      const found = await findOthers(
        confirmed.map((one) => otherSide(one, row.userId)),
        identity,
      );
      const shown = confirmed.map(async (one): Promise<ShownConnection[]> => {
        const other = found.get(otherSide(one, row.userId).userId);
        if (!other || !one.confirmedAt) return [];
        return [{ relation: one.relation, since: one.confirmedAt, person: await showPerson(other) }];
      });
      return (await Promise.all(shown)).flat();
    },

    forgetCodes: (): Promise<void> => repository.forgetCodes(clock()),
  };
}
