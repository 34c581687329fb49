// Who looked, in numbers: takes down what happens, counts it, closes days, and tells owners and administrators.
import type { Sequelize } from 'sequelize';
import type { Identity } from '../contracts/identity.ts';
import type { EventKind, ViewSource } from '../contracts/insights.ts';
import type { Transact } from '../outbox/index.ts';
import type { Clock } from '../platform/clock.ts';
import type { Logger } from '../platform/logger.ts';
import { createAggregation } from './aggregation.ts';
import { createClosing } from './closing.ts';
import { addDays, createDays, dayOf, daysBetween } from './days.ts';
import { invalidRange } from './errors.ts';
import { createInsights, type Insights } from './insights.ts';
import { type Granularity, maxDays, maxDaysByHour, type Range } from './periods.ts';
import { createRecorder } from './recorder.ts';
import { createTenantFigures, type TenantInsights } from './tenant-figures.ts';
import { sourceOf, type Visit, visitorOf } from './visitors.ts';

/** Somebody who looks, and the request they do it with. */
export interface Viewing {
  readonly tenantId: string;
  readonly identity: Identity | undefined;
  readonly request: Visit;
}

export interface AskedRange {
  readonly from?: string;
  readonly to?: string;
}

const defaultDays = 30;

export type AnalyticsService = ReturnType<typeof createAnalyticsService>;

export function createAnalyticsService(deps: {
  sequelize: Sequelize;
  transact: Transact;
  retentionDays: number;
  /** Whether pictures that are loaded by themselves are counted. */
  countAvatarViews: boolean;
  /** Hosts of pages from which a profile is reached without coming from elsewhere. */
  ownHosts: readonly string[];
  clock: Clock;
  logger: Logger;
}) {
  const { sequelize, clock } = deps;
  const days = createDays({ sequelize });
  const recorder = createRecorder({ ...deps, days });
  const aggregation = createAggregation({ sequelize });
  const figures = createTenantFigures({ sequelize });
  const closing = createClosing({ ...deps, aggregation, figures });
  const insights = createInsights({ sequelize });

  /** Notes an event of each of the people, but for the viewer’s own; never throws, and costs the request nothing. */
  function note({ tenantId, identity, request }: Viewing, userIds: readonly string[], kind: EventKind, source = '') {
    const visitor = visitorOf(request, identity);
    if (!visitor) return;
    for (const userId of userIds)
      if (userId !== identity?.userId) recorder.note({ tenantId, userId, kind, source, visitor });
  }

  /** @throws INVALID_RANGE */
  function rangeOf({ from, to }: AskedRange, latest: string, longest = maxDays): Range {
    const last = to ?? latest;
    const first = from ?? addDays(last, 1 - Math.min(defaultDays, longest));
    const length = daysBetween(first, last) + 1;
    if (length < 1 || length > longest || last > dayOf(clock())) throw invalidRange();
    return { from: first, to: last };
  }

  return {
    /** The site whose link led to a page, as far as it is told. */
    arrivedFrom: (request: Visit): ViewSource => sourceOf(request, undefined, deps.ownHosts),
    /** A profile was shown; `stated` is where the page says that its visitor came from. */
    noteView: (viewing: Viewing, userId: string, stated?: ViewSource): void =>
      note(viewing, [userId], 'view', sourceOf(viewing.request, stated, deps.ownHosts)),
    /** People were found. */
    noteAppearances: (viewing: Viewing, userIds: readonly string[]): void => note(viewing, userIds, 'search'),
    noteShare: (viewing: Viewing, userId: string): void => note(viewing, [userId], 'share'),
    noteLinkClick: (viewing: Viewing, userId: string, network: string): void =>
      note(viewing, [userId], 'link-click', network),
    /** A picture was loaded by a page that is not ours. */
    noteAvatarView(viewing: Viewing, userId: string): void {
      const { referer } = viewing.request.headers;
      if (!deps.countAvatarViews || !referer || !URL.canParse(referer)) return;
      const isOurs = [...deps.ownHosts, viewing.request.headers.host].some(
        (host) => host === new URL(referer).host || host === new URL(referer).hostname,
      );
      if (!isOurs) note(viewing, [userId], 'avatar-view');
    },

    flush: recorder.flush,
    aggregate: aggregation.aggregate,
    closeDays: closing.close,

    /** What a person is told of their own profile. @throws INVALID_RANGE */
    async insights({ userId }: Identity, asked: AskedRange & { granularity: Granularity }): Promise<Insights> {
      const { granularity } = asked;
      const longest = granularity === 'hour' ? maxDaysByHour : maxDays;
      const range = rangeOf(asked, addDays(dayOf(clock()), -1), longest);
      return insights.read(userId, range, granularity, await days.newestClosed());
    },

    /** What the administrators of a tenant are told. @throws INVALID_RANGE */
    tenantInsights: async (tenantId: string, asked: AskedRange): Promise<TenantInsights> =>
      figures.read(tenantId, rangeOf(asked, dayOf(clock()))),
  };
}
