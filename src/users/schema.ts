// Bodies, queries and answers of the administration of accounts.
import Joi from 'joi';
import { accountStatuses } from '../accounts/index.ts';
import { permissionNames } from '../contracts/permissions.ts';
import { type PageQuery, pageKeys } from '../platform/http/page.ts';
import { email, handle, moment, plainText, uuid } from '../platform/text/joi.ts';
import { fieldInputs, ownProfile } from '../profiles/index.ts';
import type { BanOrder } from './bans.ts';
import { type BulkStep, maxBulkAccounts } from './bulk.ts';
import { type UserFilter, type UserSort, userSorts } from './directory.ts';
import type { UserChange, UserOrder } from './service.ts';

const status = () => Joi.valid(...accountStatuses);
const score = () => Joi.number().integer().min(0).max(100);
const role = () => Joi.string().max(40).example('moderator');
const roles = () =>
  Joi.array().items(role()).unique().min(1).max(20).description('Names of roles.').example(['user', 'moderator']);
const reason = () => plainText({ maxGraphemes: 500, multiline: true }).example('It was somebody else’s name.');
const id = () => Joi.string().guid().example('019c6e2a-0000-7000-8000-000000000001');
const time = () => Joi.string().isoDate().example('2026-11-21T10:00:00.000Z');

const filters = {
  q: plainText({ maxGraphemes: 128 }).description('Part of a name, handle or address.').example('lovelace'),
  status: status().description('Only accounts of this standing.').example('active'),
  role: role().description('Only those who have this role.'),
  verified: Joi.boolean().description('Whether their address is proved.').example(true),
  badge: Joi.string().max(40).description('Only those who have this badge.').example('verified-developer'),
  createdFrom: moment().description('Only accounts of this moment and later.').example('2026-11-01T00:00:00Z'),
  createdTo: moment().description('Only accounts before this moment.').example('2026-12-01T00:00:00Z'),
  completenessFrom: score().description('Only profiles that are at least so complete.').example(50),
  completenessTo: score().description('Only profiles that are at most so complete.').example(80),
};

export const listQuery = Joi.object<UserFilter & PageQuery & { sort: UserSort }>({
  ...pageKeys('Accounts'),
  ...filters,
  sort: Joi.valid(...userSorts)
    .default('-createdAt')
    .description('A minus turns the order round.'),
});
export const exportQuery = Joi.object<UserFilter>(filters);
export const idParam = Joi.object<{ id: string }>({
  id: uuid().required().description('What the path is about.').example('019c6e2a-0000-7000-8000-000000000001'),
});

export const userOrder = Joi.object<UserOrder>({
  email: email().required().example('ada@example.com'),
  password: Joi.string().min(12).max(256).description('Without one the person is sent a link to choose it.'),
  displayName: plainText({ maxGraphemes: 100, rejectTicks: true }).allow(null).example('Ada Lovelace'),
  handle: handle().allow(null).example('ada'),
  roles: roles().default(['user']),
  emailVerified: Joi.boolean().default(false).description('True: you vouch for the address.'),
}).meta({ name: 'UserOrder' });

export const userChange = Joi.object<UserChange>({
  ...fieldInputs,
  emailVerified: Joi.valid(true).description('You vouch for the address.'),
  phoneVerified: Joi.boolean().description('You vouch for the phone number, or not any more.'),
  reason: reason().description('Its owner reads it.'),
})
  .or(...Object.keys(fieldInputs), 'emailVerified', 'phoneVerified')
  .example({ displayName: 'Ada Lovelace', reason: 'As in your passport.' })
  .meta({ name: 'UserChange' });

export const profileEdit = Joi.object<{ reason: string } & Record<string, unknown>>({
  ...fieldInputs,
  reason: reason().required().description('Its owner reads it.'),
})
  .or(...Object.keys(fieldInputs))
  .example({ displayName: null, reason: 'It was somebody else’s name.' })
  .meta({ name: 'ProfileEdit' });

export const reasonQuery = Joi.object<{ reason: string }>({
  reason: reason().required().description('Its owner reads it.'),
});
export const rolesInput = Joi.object<{ roles: string[] }>({ roles: roles().required() }).meta({ name: 'RolesInput' });

export const banInput = Joi.object<BanOrder>({
  reason: reason().required().description('Whoever is banned reads it.'),
  until: moment().description('Until it is lifted, if absent.').example('2027-01-01T00:00:00Z'),
}).meta({ name: 'BanInput' });

export const bulkInput = Joi.object<{ action: BulkStep; userIds: string[] }>({
  action: Joi.alternatives(
    Joi.object({ kind: Joi.valid('activate', 'deactivate').required() }),
    Joi.object({ kind: Joi.valid('add-role', 'remove-role').required(), role: role().required() }),
  ).required(),
  userIds: Joi.array().items(uuid()).unique().min(1).max(maxBulkAccounts).required(),
})
  .example({ action: { kind: 'deactivate' }, userIds: ['019c6e2a-0000-7000-8000-000000000001'] })
  .meta({ name: 'BulkActionInput' });

const userKeys = {
  id: id(),
  email: Joi.string()
    .allow(null)
    .description('Null for people whom others sign in, until an address is proved.')
    .example('ada@example.com'),
  emailVerified: Joi.boolean(),
  roles: Joi.array().items(Joi.string()),
  status: status(),
  displayName: Joi.string().allow(null),
  handle: Joi.string().allow(null),
  visibility: Joi.string().allow(null),
  hasAvatar: Joi.boolean(),
  completeness: Joi.number().integer().allow(null).description('Null until the first scoring.'),
  createdAt: time(),
  lastSignInAt: time().allow(null),
};
export const user = Joi.object(userKeys).meta({ name: 'User' });
export const userDetails = Joi.object({
  ...userKeys,
  profile: Joi.object().unknown().allow(null).description('As an administrator sees it; null once it is deleted.'),
  ban: Joi.object({ reason: Joi.string().allow(null), since: time(), until: time().allow(null) }).allow(null),
}).meta({ name: 'UserDetails' });

export const me = ownProfile
  .keys({
    roles: Joi.array().items(role()),
    permissions: Joi.array()
      .items(Joi.valid(...permissionNames))
      .description('What you may do.'),
  })
  .meta({ name: 'Me' });

export const bulkAction = Joi.object({
  id: id(),
  action: Joi.object({ kind: Joi.string(), role: Joi.string().optional() }),
  total: Joi.number().integer(),
  done: Joi.number().integer().description('How many accounts have had their turn.'),
  failures: Joi.array().items(Joi.object({ userId: id(), code: Joi.string().example('LAST_ADMIN') })),
  createdAt: time(),
  finishedAt: time().allow(null),
}).meta({ name: 'BulkAction' });
