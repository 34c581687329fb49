// What comes in and goes out of the routes of insights.
import Joi from 'joi';
import { smallestCrowd, viewSources } from '../contracts/insights.ts';
import { type Granularity, granularities } from './periods.ts';
import type { AskedRange } from './service.ts';

export type Format = 'json' | 'csv';

const isDay = (value: string): boolean => {
  const moment = new Date(`${value}T00:00:00Z`);
  return !Number.isNaN(moment.getTime()) && moment.toISOString().startsWith(value);
};
const day = () =>
  Joi.string()
    .pattern(/^20\d{2}-\d{2}-\d{2}$/, 'a day')
    .custom((value: string, helpers) => (isDay(value) ? value : helpers.error('any.invalid')));

const range = {
  from: day().description('The first day (UTC).').example('2026-11-01'),
  to: day().description('The last day (UTC), included; at most 366 days in all.').example('2026-11-20'),
  format: Joi.valid('json', 'csv').description('The same as `Accept`.').example('json'),
};

export const insightsQuery = Joi.object<AskedRange & { granularity: Granularity; format?: Format }>({
  ...range,
  granularity: Joi.valid(...granularities)
    .default('day')
    .description('How long each period is; weeks begin on Monday, and at most 31 days are told by the hour.'),
});
export const tenantQuery = Joi.object<AskedRange & { format?: Format }>(range);

const plain = () => Joi.number().integer().min(0);
const told = (description: string) =>
  Joi.alternatives(
    Joi.number().integer().min(smallestCrowd),
    Joi.object({ fewerThan: Joi.valid(smallestCrowd) }),
  ).description(description);

const counts = {
  views: told('How often the profile was looked at.'),
  uniqueViewers: told('Viewers, each counted once a day.'),
  searchAppearances: told('Viewers whose search found the profile.'),
  linkClicks: told('Viewers who followed a link of the profile.'),
  shares: told('Viewers who shared the profile.'),
  avatarViews: told('Viewers to whom other sites showed the picture, where that is counted.'),
};

export const insights = Joi.object({
  from: day(),
  to: day(),
  granularity: Joi.valid(...granularities),
  toldUntil: Joi.string().allow(null).description('The newest day that is closed, and told; null before the first.'),
  totals: Joi.object({
    ...counts,
    endorsements: plain().description('Endorsements that came and were not withdrawn.'),
  }),
  periods: Joi.array()
    .items(Joi.object({ period: Joi.string().example('2026-11-20'), ...counts }))
    .description('Every period of the range: its first day, or its hour as `2026-11-20T14`.'),
  sources: Joi.array()
    .items(Joi.object({ source: Joi.valid(...viewSources), views: plain(), uniqueViewers: plain() }))
    .description('Where viewers came from, as far as it can be told.'),
  topDays: Joi.array().items(Joi.object({ day: Joi.string(), views: plain(), uniqueViewers: plain() })),
  completeness: Joi.array()
    .items(Joi.object({ day: Joi.string(), score: plain().max(100) }))
    .description('Each change of the score.'),
  comparison: Joi.object({
    percentile: plain().max(100).description('How many of a hundred similar profiles were seen by fewer people.'),
    similarProfiles: plain(),
  })
    .allow(null)
    .description('Over the last 28 closed days; null where fewer than five profiles are similar.'),
}).meta({ name: 'Insights' });

const share = (more: Record<string, Joi.Schema> = {}) =>
  Joi.object({
    people: told('How many people.'),
    share: Joi.number().min(0).max(1).allow(null).description('Of all people; null where their number is not told.'),
    ...more,
  });

export const tenantInsights = Joi.object({
  from: day(),
  to: day(),
  days: Joi.array().items(
    Joi.object({
      day: Joi.string().example('2026-11-20'),
      people: told('People with a profile.'),
      newPeople: told('People who came.'),
      activePeople: told('People who signed in, changed something, or were said to be active.'),
      privacyChanges: told('Changes of who sees what.'),
      completeProfiles: share(),
      customAvatars: share(),
      publicProfiles: share(),
      aliases: share({ active: told('Aliases in use.') }),
      views: told('Looks at profiles; those of a day once it is closed.'),
      searchAppearances: told('Profiles found, each once for every viewer and day.'),
      linkClicks: told('Links followed.'),
      shares: told('Profiles shared.'),
    }),
  ),
  networks: Joi.array()
    .items(Joi.object({ network: Joi.string().example('github'), people: told('People who link it.') }))
    .description('As of the last day.'),
  growth: Joi.number().integer().allow(null).description('People on the last day less those on the first.'),
}).meta({ name: 'TenantInsights' });

/** What a page says of its visitors. */
export type PageEvent = { readonly type: 'share' } | { readonly type: 'link-click'; readonly network: string };

export const pageEvent = Joi.object<PageEvent>({
  type: Joi.valid('link-click', 'share').required().description('What the visitor has just done.'),
  network: Joi.string()
    .max(40)
    .when('type', { is: 'share', otherwise: Joi.required() })
    .when('type', { not: 'share', otherwise: Joi.forbidden() })
    .description('Which of the profile’s links was followed: a network, or `website`.')
    .example('github'),
})
  .example({ type: 'link-click', network: 'github' })
  .meta({ name: 'PageEvent' });
