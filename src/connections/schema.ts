// Bodies and answers of connections.
import Joi from 'joi';
import { uuid } from '../platform/text/joi.ts';
import { connectionStates } from './presenter.ts';
import { type Relation, relations, samePerson } from './repository.ts';

const id = () => uuid().example('019c6e2a-0000-7000-8000-000000000001');
const time = () => Joi.string().isoDate().example('2026-11-21T10:00:00.000Z');
const anyRelation = () => Joi.valid(...relations, samePerson).example('works-with');

export const connectionOrder = Joi.object<{ userId: string; relation: Relation }>({
  userId: id().required().description('Whom you ask.'),
  relation: Joi.valid(...relations)
    .required()
    .example('works-with')
    .description('What you are to each other.'),
}).meta({ name: 'ConnectionOrder' });

export const codeInput = Joi.object<{ code: string }>({
  code: Joi.string().max(32).required().example('7KQ2M-XW9DT').description('As your other profile shows it.'),
}).meta({ name: 'ConnectionCodeInput' });

export const connectionParam = Joi.object<{ id: string }>({ id: id().required().description('The connection.') });

export const code = Joi.object({
  code: Joi.string().example('7KQ2M-XW9DT'),
  expiresAt: time(),
}).meta({ name: 'ConnectionCode' });

const person = Joi.object({
  id: Joi.string().guid(),
  handle: Joi.string().optional(),
  displayName: Joi.string().optional(),
  headline: Joi.string().optional(),
  avatar: Joi.string().uri(),
  url: Joi.string().uri().description('The page of this person.'),
});

export const ownConnection = Joi.object({
  id: Joi.string().guid(),
  relation: anyRelation(),
  state: Joi.valid(...connectionStates),
  askedAt: time(),
  confirmedAt: time().allow(null),
  person: person.allow(null).description('Null for your own other profile where you cannot find it from here.'),
}).meta({ name: 'OwnConnection' });

export const shownConnection = Joi.object({
  relation: anyRelation(),
  since: time(),
  person: person.meta({ name: 'ConnectedPerson' }),
}).meta({
  name: 'Connection',
});
