// HTTP door of insights.
import type { Request } from 'express';
import Joi from 'joi';
import type { Told } from '../contracts/insights.ts';
import { memberRoute, openRoute, type Route } from '../platform/http/route.ts';
import { csvReply, csvType } from '../platform/http/stream.ts';
import { idOrHandle, type ProfileReader, profileNotFound, type ReadyProfile } from '../profiles/index.ts';
import { invalidRange, linkNotFound } from './errors.ts';
import type { Counts } from './insights.ts';
import * as schema from './schema.ts';
import type { AnalyticsService } from './service.ts';
import type { TenantDay } from './tenant-figures.ts';

const utc = 'Days are days in UTC.';
const crowds =
  'Told are days that are over, an hour after their end. Numbers of fewer than five viewers are ' +
  '`{"fewerThan": 5}`, and count in no sum: a sum is of its days that are told, and nothing smaller than five can be ' +
  'computed from any of them.';

const cell = (number: Told): string | number =>
  typeof number === 'number' ? number : `fewer than ${number.fewerThan}`;

const periodColumns: Readonly<Record<string, (row: Counts & { period: string }) => string | number>> = {
  period: ({ period }) => period,
  views: ({ views }) => cell(views),
  uniqueViewers: ({ uniqueViewers }) => cell(uniqueViewers),
  searchAppearances: ({ searchAppearances }) => cell(searchAppearances),
  linkClicks: ({ linkClicks }) => cell(linkClicks),
  shares: ({ shares }) => cell(shares),
  avatarViews: ({ avatarViews }) => cell(avatarViews),
};

const dayColumns: Readonly<Record<string, (row: TenantDay) => string | number | null>> = {
  day: ({ day }) => day,
  people: ({ people }) => cell(people),
  newPeople: ({ newPeople }) => cell(newPeople),
  activePeople: ({ activePeople }) => cell(activePeople),
  privacyChanges: ({ privacyChanges }) => cell(privacyChanges),
  completeProfiles: ({ completeProfiles }) => cell(completeProfiles.people),
  completeShare: ({ completeProfiles }) => completeProfiles.share,
  customAvatars: ({ customAvatars }) => cell(customAvatars.people),
  avatarShare: ({ customAvatars }) => customAvatars.share,
  publicProfiles: ({ publicProfiles }) => cell(publicProfiles.people),
  peopleWithAlias: ({ aliases }) => cell(aliases.people),
  activeAliases: ({ aliases }) => cell(aliases.active),
  views: ({ views }) => cell(views),
  searchAppearances: ({ searchAppearances }) => cell(searchAppearances),
  linkClicks: ({ linkClicks }) => cell(linkClicks),
  shares: ({ shares }) => cell(shares),
};

async function* each<Row>(rows: readonly Row[]): AsyncIterable<Row> {
  yield* rows;
}

const wantsCsv = (request: Request, format: schema.Format | undefined): boolean =>
  (format ?? (request.accepts(['json', 'csv']) === 'csv' ? 'csv' : 'json')) === 'csv';

/** Whether a viewer is shown this link of a profile. */
function showsLink({ json }: ReadyProfile, network: string): boolean {
  const { data } = JSON.parse(json) as { data: { website?: string; socialLinks?: Record<string, string> } };
  return network === 'website' ? data.website !== undefined : Object.hasOwn(data.socialLinks ?? {}, network);
}

export function createAnalyticsRoutes({
  service,
  reader,
}: {
  service: AnalyticsService;
  reader: Pick<ProfileReader, 'readOther'>;
}): Route[] {
  return [
    memberRoute({
      method: 'get',
      path: '/profile/insights',
      tag: 'Profile',
      summary: 'Who looked, in numbers',
      description: `How often your profile was looked at, found and followed up; you yourself, known bots and people who browse unseen do not count, and nobody is named. ${utc} ${crowds}`,
      query: schema.insightsQuery,
      responses: { 200: schema.insights },
      alternatives: [csvType],
      errors: [invalidRange],
      async handle({ identity, request, query: { format, ...asked } }) {
        const insights = await service.insights(identity, asked);
        if (!wantsCsv(request, format)) return { data: insights, headers: { Vary: 'Accept' } };
        return csvReply('insights.csv', each(insights.periods), periodColumns);
      },
    }),
    memberRoute({
      method: 'get',
      path: '/admin/insights',
      tag: 'Administration',
      access: 'insights:read:tenant',
      summary: 'How the tenant does, in numbers',
      description: `People, their profiles and what happens to these, day by day; today as it was at the last full hour. ${utc} Views, searches, links and shares are told as their owners are told of them; any number below five is \`{"fewerThan": 5}\`.`,
      query: schema.tenantQuery,
      responses: { 200: schema.tenantInsights },
      alternatives: [csvType],
      errors: [invalidRange],
      async handle({ identity, request, query: { format, ...asked } }) {
        const insights = await service.tenantInsights(identity.tenantId, asked);
        if (!wantsCsv(request, format)) return { data: insights, headers: { Vary: 'Accept' } };
        return csvReply('tenant-insights.csv', each(insights.days), dayColumns);
      },
    }),
    openRoute({
      method: 'post',
      path: '/profiles/{id}/events',
      tag: 'People',
      access: 'anyone',
      summary: 'Tell that a link was followed, or the profile shared',
      description:
        'For pages that show a profile, as with `navigator.sendBeacon`. Counted for the owner, once for each viewer and day; nobody is named. Pages follow the link themselves: nothing here leads anywhere.',
      params: idOrHandle,
      body: schema.pageEvent,
      responses: { 204: Joi.any() },
      errors: [profileNotFound, linkNotFound],
      async handle({ params, identity, tenantId, request, body }) {
        const profile = await reader.readOther(tenantId, params.id, identity);
        if (!profile || !('userId' in profile)) throw profileNotFound();
        const viewing = { tenantId, identity, request };
        if (body.type === 'share') service.noteShare(viewing, profile.userId);
        else {
          if (!showsLink(profile, body.network)) throw linkNotFound();
          service.noteLinkClick(viewing, profile.userId, body.network);
        }
        return { status: 204, data: null };
      },
    }),
  ];
}
