// HTTP door of the definitions of settings, for admins.

import Joi from 'joi';
import { entityTag, expectedVersions } from '../platform/http/conditional.ts';
import { type DataReply, memberRoute, type Route } from '../platform/http/route.ts';
import type { DefinitionChange, SettingDefinitions } from './definitions.ts';
import { settingExists, settingInUse, settingNotFound, tooManySettings } from './errors.ts';
import type { PresentedDefinition } from './presenter.ts';
import {
  changeMeta,
  changeOptions,
  definitionChanges,
  definitionInput,
  definitionOutput,
  keyParams,
} from './schema.ts';

const shared = { access: 'settings:define:tenant', tag: 'Administration' } as const;
const ifMatch = { 'If-Match': 'The entity tag of the version that the change is based on.' };

const reply = (definition: PresentedDefinition): DataReply => ({
  data: definition,
  headers: { ETag: entityTag(definition.version, 'd') },
});

const replyToChange = ({ definition, concernedValues }: DefinitionChange, dryRun: boolean): DataReply => ({
  ...reply(definition),
  meta: { dryRun, concernedValues },
});

export function createSettingDefinitionRoutes({ definitions }: { definitions: SettingDefinitions }): Route[] {
  return [
    memberRoute({
      ...shared,
      method: 'get',
      path: '/settings/definitions',
      summary: 'The settings that are defined',
      description: 'All of them, at most 200, by category and key.',
      responses: { 200: Joi.array().items(definitionOutput) },
      handle: async ({ identity }) => ({ data: await definitions.list(identity) }),
    }),
    memberRoute({
      ...shared,
      method: 'post',
      path: '/settings/definitions',
      summary: 'Define a setting',
      description: 'For everybody of this tenant. The default must be a value that the rules accept.',
      body: definitionInput,
      responses: { 201: definitionOutput },
      errors: [settingExists, tooManySettings],
      handle: async ({ identity, origin, body }) => ({
        status: 201,
        ...reply(await definitions.create(identity, origin, body)),
      }),
    }),
    memberRoute({
      ...shared,
      method: 'get',
      path: '/settings/definitions/{key}',
      summary: 'One definition',
      params: keyParams,
      headers: { 'If-None-Match': 'The entity tag of what you have.' },
      responses: { 200: definitionOutput },
      errors: [settingNotFound],
      handle: async ({ identity, params }) => reply(await definitions.read(identity, params.key)),
    }),
    memberRoute({
      ...shared,
      method: 'put',
      path: '/settings/definitions/{key}',
      summary: 'Change a definition',
      description:
        'Changes what the body names. Values that the new rules would no longer accept refuse the change with their ' +
        'number, unless it is forced: they are kept, the default shows in their place, and they count again as soon as ' +
        'the rules accept them.',
      headers: ifMatch,
      params: keyParams,
      query: changeOptions,
      body: definitionChanges,
      responses: { 200: definitionOutput },
      meta: changeMeta,
      errors: [settingNotFound, settingInUse],
      async handle({ identity, origin, params, query, body, request }) {
        const options = { ...query, versions: expectedVersions(request) };
        return replyToChange(await definitions.update(identity, origin, params.key, body, options), query.dryRun);
      },
    }),
    memberRoute({
      ...shared,
      method: 'delete',
      path: '/settings/definitions/{key}',
      summary: 'End a setting',
      description:
        'Refused with their number when people have values, unless it is forced: the values are deleted, too.',
      headers: ifMatch,
      params: keyParams,
      query: changeOptions,
      responses: { 200: definitionOutput },
      meta: changeMeta,
      errors: [settingNotFound, settingInUse],
      async handle({ identity, origin, params, query, request }) {
        const options = { ...query, versions: expectedVersions(request) };
        return replyToChange(await definitions.remove(identity, origin, params.key, options), query.dryRun);
      },
    }),
  ];
}
