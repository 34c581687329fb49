// Bodies and answers of roles.
import Joi from 'joi';
import { type Permission, permissionNames } from '../contracts/permissions.ts';
import { plainText } from '../platform/text/joi.ts';
import type { RoleContent } from './repository.ts';

const roleName = () =>
  Joi.string()
    .pattern(/^[a-z][a-z0-9-]{1,39}$/)
    .description('Small letters, digits and hyphens.')
    .example('community-lead');

const granted = () =>
  Joi.array()
    .items(Joi.valid(...permissionNames))
    .unique()
    .description('What its holders may do.')
    .example(['users:read:tenant', 'profiles:moderate:tenant'] satisfies Permission[]);
const description = () => plainText({ maxGraphemes: 300 }).allow(null).default(null).example('Looks after newcomers.');

export const nameParam = Joi.object<{ name: string }>({
  name: Joi.string().max(100).required().description('The role.').example('community-lead'),
});

export const roleInput = Joi.object<RoleContent & { name: string }>({
  name: roleName().required(),
  description: description(),
  permissions: granted().required(),
}).meta({ name: 'RoleInput' });

export const roleChange = Joi.object<RoleContent>({
  description: description(),
  permissions: granted().required(),
}).meta({ name: 'RoleChange' });

export const role = Joi.object({
  name: Joi.string().example('community-lead'),
  description: Joi.string().allow(null).example('Looks after newcomers.'),
  permissions: granted(),
  builtIn: Joi.boolean().description('True for the roles that every tenant has; they cannot be changed.'),
  version: Joi.number().integer().allow(null).description('Null for built-in roles.').example(1),
}).meta({ name: 'Role' });
