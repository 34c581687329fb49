// Bodies and answers of endorsements.
import Joi from 'joi';
import type { PageQuery } from '../platform/http/page.ts';
import { pageKeys } from '../platform/http/page.ts';
import { plainText, uuid } from '../platform/text/joi.ts';
import { type Direction, directions } from './reading.ts';
import type { EndorsementOrder } from './service.ts';

const maxNoteGraphemes = 280;
const skill = () => plainText({ maxGraphemes: 50 }).description('As the profile lists it.').example('mathematics');
const note = () => plainText({ maxGraphemes: maxNoteGraphemes, multiline: true }).example('Taught me all I know.');
const reason = () => plainText({ maxGraphemes: 500, multiline: true }).required().example('It is an advertisement.');
const time = () => Joi.string().isoDate().example('2026-11-21T10:00:00.000Z');
const id = () => Joi.string().guid();
const count = () => Joi.number().integer().example(3);
const score = () =>
  Joi.number().example(2.5).description('What the endorsements weigh: those within a ring of endorsers weigh little.');

export const endorsementInput = Joi.object<EndorsementOrder>({
  skill: skill().required(),
  note: note().allow(null).description('Everybody reads it who sees you among the endorsers.'),
}).meta({ name: 'EndorsementInput' });

export const skillQuery = Joi.object<{ skill: string }>({ skill: skill().required() });

export const profileQuery = Joi.object<PageQuery & { skill?: string }>({
  skill: skill().description('Gives the endorsements of this skill one by one.'),
  ...pageKeys('Endorsements'),
});

export const ownQuery = Joi.object<PageQuery & { direction: Direction }>({
  direction: Joi.valid(...directions)
    .default('received')
    .description('What you have received, or given.'),
  ...pageKeys('Endorsements'),
});

export const pageQuery = Joi.object<PageQuery>(pageKeys('Endorsements'));
export const endorsementParam = Joi.object<{ id: string }>({
  id: uuid().required().description('The endorsement.').example('019c6e2a-0000-7000-8000-000000000001'),
});
export const visibilityInput = Joi.object<{ hidden: boolean }>({
  hidden: Joi.boolean().strict().required().description('Whether to hide it from everybody.').example(true),
}).meta({ name: 'EndorsementVisibility' });
export const reportInput = Joi.object<{ reason: string }>({
  reason: reason().description('What is wrong with it; moderators read it.'),
}).meta({ name: 'EndorsementReport' });
export const removalQuery = Joi.object<{ reason: string }>({
  reason: reason().description('Its author and its owner read it.'),
});

const face = Joi.object({
  id: id(),
  handle: Joi.string().optional(),
  displayName: Joi.string().optional(),
  fullName: Joi.string().optional(),
  headline: Joi.string().optional(),
  avatar: Joi.string().uri(),
  avatarUrls: Joi.object({ avatarUrl: Joi.string(), mediumUrl: Joi.string(), thumbnailUrl: Joi.string() }).optional(),
  avatarAlt: Joi.string().optional(),
  avatarThumbHash: Joi.string().optional(),
  avatarColor: Joi.string().optional(),
}).description('A person, as far as you may see them.');

const said = { id: id(), skill: Joi.string(), note: Joi.string().allow(null), createdAt: time() };
export const given = Joi.object(said).meta({ name: 'GivenEndorsement' });

export const profileEndorsements = Joi.object({
  count: count().description('How often the skills were endorsed.'),
  score: score(),
  skills: Joi.array().items(
    Joi.object({
      skill: Joi.string(),
      count: count(),
      score: score(),
      endorsedByYou: Joi.boolean(),
      endorsers: Joi.array().items(face).description('The newest of those whom you may see.'),
    }),
  ),
  endorsements: Joi.array()
    .items(Joi.object({ ...said, endorser: face }))
    .optional()
    .description('With `skill`: those by people whom you may see, newest first.'),
}).meta({ name: 'ProfileEndorsements' });

export const ownEndorsement = Joi.object({
  ...said,
  hidden: Joi.boolean().description('Whether you have hidden it.'),
  removed: Joi.object({ at: time(), reason: Joi.string().allow(null) })
    .allow(null)
    .description('When and why a moderator removed it.'),
  person: face.allow(null).description('Who gave or received it; null when you may not see them.'),
}).meta({ name: 'OwnEndorsement' });

export const reportedEndorsement = Joi.object({
  ...said,
  userId: id(),
  endorserId: id(),
  reports: count().description('How many people have reported it.'),
  reasons: Joi.array().items(Joi.string()).description('What the newest of them say.'),
}).meta({ name: 'ReportedEndorsement' });
