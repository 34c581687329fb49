// What comes in and goes out of the routes of aliases.
import Joi from 'joi';
import { type PageQuery, pageKeys, pageMeta } from '../platform/http/page.ts';
import { plainText, uuid } from '../platform/text/joi.ts';
import type { Place } from './contexts.ts';
import { type UnmaskQuery, unmaskStatuses } from './unmasking.ts';

const contextType = () =>
  Joi.string()
    .max(50)
    .pattern(/^[a-z][a-z0-9]*([_-][a-z0-9]+)*$/)
    .messages({ 'string.pattern.base': '{{#label}} must be a slug: small letters, digits, - or _ between them' })
    .description('What kind of place: chat_room, post, comment, session, …')
    .example('chat_room');

const context = () =>
  Joi.string()
    .max(200)
    .pattern(/^[!-~]+$/)
    .messages({ 'string.pattern.base': '{{#label}} must be an identifier of visible ASCII characters' })
    .description('The place itself, by the application’s own id; for a `session`, the id of that session.')
    .example('chat_room_123');

const place = { context: context().required(), contextType: contextType().required() };

export const placeQuery = Joi.object<Place>(place);
export const placeBody = Joi.object<Place>(place).meta({ name: 'AliasPlace' });

const aliasId = () =>
  Joi.string()
    .max(100)
    .description('The alias’s id: random, it says nothing else.')
    .example('alias_3f9d1c0b7a6e4f52b8c4d1e0a9f76b23');
export const aliasParams = Joi.object<{ aliasId: string }>({ aliasId: aliasId() });

export const page = Joi.object<PageQuery>(pageKeys('Aliases'));

export const historyMeta = pageMeta.keys({
  conversions: Joi.number().integer().description('How many of all your aliases you have revealed.').example(1),
});

const face = {
  aliasId: aliasId(),
  displayName: Joi.string().description('Unique in its context.').example('Anonymous_Panda_789'),
  avatar: Joi.string().uri().description('A picture that goes with the name (SVG).'),
};

const own = {
  ...face,
  context: context(),
  contextType: contextType(),
  createdAt: Joi.string().isoDate().description('The hour in which it was made.').example('2026-11-21T10:00:00.000Z'),
  isActive: Joi.boolean().description('False once it has expired or given way to another.').example(true),
};

export const ownAlias = Joi.object(own).meta({ name: 'OwnAlias' });

export const aliasRecord = Joi.object({
  ...own,
  expiresAt: Joi.string().isoDate().description('The hour in which another takes its place.'),
  usageCount: Joi.number().integer().description('How often it was asked for.').example(3),
  isRevealed: Joi.boolean().description('Whether you have shown who you are.').example(false),
}).meta({ name: 'AliasRecord' });

export const aliasRecords = Joi.array().items(aliasRecord);

const person = Joi.object({
  userId: Joi.string().guid().description('Whose it is.'),
  url: Joi.string().uri().description('The person’s profile.'),
});

export const seenAlias = Joi.object({
  ...face,
  profile: person.optional().description('Who it is: there once revealed, for those who may see that profile.'),
}).meta({ name: 'Alias' });

export const reason = Joi.object<{ reason: string }>({
  reason: plainText({ maxGraphemes: 500, multiline: true })
    .required()
    .description('Why it must be known; the owner of the alias will read it.')
    .example('Threats in chat_room_123, reported by three people.'),
}).meta({ name: 'UnmaskReason' });

export const requestsQuery = Joi.object<UnmaskQuery>({
  status: Joi.valid(...unmaskStatuses)
    .default('pending')
    .description('How far they are.'),
  ...pageKeys('Requests'),
});

export const requestParams = Joi.object<{ id: string }>({
  id: uuid().description('The request’s id.').example('019a7b54-2c8e-7d11-9b7e-3f0c5a2d1e44'),
});

export const unmaskRequest = Joi.object({
  id: Joi.string().guid().description('The request’s id.'),
  aliasId: aliasId(),
  displayName: Joi.string().description('What the alias is called.').example('Anonymous_Panda_789'),
  reason: Joi.string().description('Why it was asked for.'),
  requestedBy: Joi.string().guid().description('The moderator who asked; another one must approve.'),
  status: Joi.valid(...unmaskStatuses).description('Pending for seven days at most.'),
  createdAt: Joi.string().isoDate().description('When it was asked for.'),
  expiresAt: Joi.string().isoDate().description('Until when it can be approved.'),
  owner: person.allow(null).optional().description('Who it is: only for the two, once approved; null if erased since.'),
}).meta({ name: 'UnmaskRequest' });
