// Bodies and answers of the internal endpoints.
import Joi from 'joi';
import { moment, uuid } from '../platform/text/joi.ts';
import { type Counter, counters, countingTypes, type StatsEvent } from './events.ts';
import type { StatsInput } from './repository.ts';
import { rejectionCodes } from './service.ts';

const maxEvents = 1_000;
// Beyond any real number, and far below where JSON loses whole numbers.
const maxNumber = 1_000_000_000_000;

const when = (text: string) => moment().description(text).example('2026-11-21T10:00:00Z');
const personId = () => uuid().description('The person’s id.').example('019c6e2a-0000-7000-8000-000000000001');

const descriptions: Readonly<Record<Counter, string>> = {
  postsCount: 'Posts the person has written.',
  likesReceived: 'Likes the person’s posts have got.',
  commentsCount: 'Comments the person has written.',
  followersCount: 'People who follow this person.',
  followingCount: 'People whom this person follows.',
};
const number = (counter: Counter) =>
  Joi.number().integer().min(0).max(maxNumber).description(descriptions[counter]).example(42);
const numbers = () => Object.fromEntries(counters.map((counter) => [counter, number(counter)]));

export const statsParams = Joi.object<{ id: string }>({ id: personId() });

export const statsInput = Joi.object<StatsInput>({
  ...numbers(),
  lastActiveAt: when('When the person was last active; an earlier moment than the known one changes nothing.'),
})
  .min(1)
  .meta({ name: 'StatsInput' });

export const statsOutput = Joi.object({
  ...numbers(),
  lastActiveAt: Joi.string().isoDate().allow(null).description('Null until the person has been active.'),
}).meta({ name: 'Stats' });

const event = Joi.object<StatsEvent>({
  id: Joi.string()
    .max(100)
    .pattern(/^[\w.:-]+$/, 'an id')
    .required()
    .description('Unique among the events of all your services: one that comes again is not counted again.')
    .example('post-4711-created'),
  type: Joi.valid(...countingTypes, 'user.active')
    .required()
    .description('What happened to the person.'),
  userId: personId().required(),
  at: when('When it happened; at most 30 days ago.').required(),
  count: Joi.number()
    .integer()
    .min(1)
    .max(1_000_000)
    .default(1)
    .when('type', { is: Joi.valid(...countingTypes), otherwise: Joi.valid(1) })
    .description('How many at once; being active counts once.')
    .example(1),
}).meta({ name: 'StatsEvent' });

export const eventsInput = Joi.object<{ events: StatsEvent[] }>({
  events: Joi.array().items(event).min(1).max(maxEvents).required().description('In any order.'),
}).meta({ name: 'StatsEvents' });

/** A thousand events with the longest ids. */
export const eventsLimits = { maxBytes: 1024 * 1024, maxValues: 20_000 };

const count = () => Joi.number().integer().min(0).example(1);
export const receipt = Joi.object({
  applied: count().description('Events that have been counted.'),
  duplicates: count().description('Events that had been counted before.'),
  rejected: Joi.array()
    .items(
      Joi.object({
        id: Joi.string().description('The event’s id.').example('post-4711-created'),
        code: Joi.valid(...rejectionCodes).description('Why it was not counted; an unknown person may be known later.'),
      }),
    )
    .description('Events that have not been counted; the others of the batch have.'),
}).meta({ name: 'StatsReceipt' });
