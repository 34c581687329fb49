// What comes in and goes out of the routes of settings.
import Joi from 'joi';
import { openJson } from '../platform/json/open-json.ts';
import { plainText } from '../platform/text/joi.ts';
import type { Definition, DefinitionChanges, SettingValues } from './model.ts';
import { settingTypes } from './types.ts';

/** Also of a definition's default and JSON Schema. */
const value = () => openJson({ maxBytes: 16 * 1024, maxLevels: 20 });

const keyPattern = /^[a-z][a-z0-9_-]*(?:\.[a-z0-9_-]+)*$/;
const key = () =>
  Joi.string()
    .max(100)
    .pattern(keyPattern, 'dotted lower case')
    .invalid('constructor', 'prototype')
    .description('Dotted lower case.')
    .example('editor.font-size');

const bound = () => Joi.alternatives(Joi.number().strict(), Joi.string().max(10));

const rulesInput = Joi.object({
  allowedValues: Joi.array()
    .items(Joi.alternatives(Joi.string().allow('').max(200), Joi.number().strict()))
    .min(1)
    .max(100)
    .unique()
    .description('For string, integer, number; needed for enum.'),
  min: bound().description('Of a number or a date; the length of a string in characters.'),
  max: bound().description('As `min`.'),
  pattern: Joi.string()
    .max(256)
    .description(
      'For strings of at most 1,024 characters, found anywhere unless it begins with ^ and ends with $. ' +
        'ECMAScript, matched in linear time: no back-references or look-around.',
    ),
  jsonSchema: value().description('For json: a JSON Schema (2020-12) without references; formats are not checked.'),
})
  .concat(openJson({ maxBytes: 64 * 1024, maxLevels: 22 }) as Joi.ObjectSchema)
  .example({ min: 8, max: 32 })
  .description('Only rules of the type.');

const category = () =>
  plainText({ maxGraphemes: 100 }).description('Settings are shown by category.').example('editor');
const description = () =>
  plainText({ maxGraphemes: 500, multiline: true }).allow(null).description('For people.').example('Size of the text.');
const isPublic = () =>
  Joi.boolean()
    .strict()
    .description('Other members read it at `GET /profiles/{id}/settings`, where they see the profile.');
const type = () => Joi.valid(...settingTypes).description('What values there are.');
const fallback = () => value().description('The value of everybody who has not chosen one; null: none.');

export const definitionInput = Joi.object<Omit<Definition, 'version'>>({
  key: key().required(),
  settingType: type().required(),
  category: category().default('general'),
  description: description().default(null),
  isPublic: isPublic().default(false),
  validationRules: rulesInput.default({}),
  default: fallback().default(null),
})
  .example({ key: 'editor.font-size', settingType: 'integer', validationRules: { min: 8, max: 32 }, default: 14 })
  .meta({ name: 'SettingDefinitionInput' });

export const definitionChanges = Joi.object<DefinitionChanges>({
  settingType: type(),
  category: category(),
  description: description(),
  isPublic: isPublic(),
  validationRules: rulesInput,
  default: fallback(),
})
  .min(1)
  .example({ validationRules: { min: 10, max: 32 } })
  .meta({ name: 'SettingDefinitionChanges' });

const anyJson = () => Joi.any().description('Any JSON.');
const rulesOutput = Joi.object().unknown().description('Rules for values.').example({ min: 8, max: 32 });
const about = {
  key: key(),
  settingType: type(),
  category: category(),
  description: Joi.string().allow(null),
  isPublic: isPublic(),
  validationRules: rulesOutput,
  default: anyJson(),
};

export const definitionOutput = Joi.object({
  ...about,
  version: Joi.number().integer().description('Counts the changes of the definition.'),
  createdBy: Joi.string().guid().description('The account that made it.'),
  createdAt: Joi.string().isoDate(),
  updatedBy: Joi.string().guid().description('The account that changed it last.'),
  updatedAt: Joi.string().isoDate(),
}).meta({ name: 'SettingDefinition' });

export const changeOptions = Joi.object<{ dryRun: boolean; force: boolean }>({
  dryRun: Joi.boolean().default(false).description('Changes nothing and tells how many values would be concerned.'),
  force: Joi.boolean().default(false).description('Goes on although people have values that are concerned.'),
});

export const changeMeta = Joi.object({
  dryRun: Joi.boolean().description('True when nothing was changed.'),
  concernedValues: Joi.number().integer().description('Stored values that no longer count.').example(0),
});

export const settingOutput = Joi.object({
  ...about,
  value: anyJson().description('The value that holds: chosen, else the default, else null.'),
  isDefault: Joi.boolean().description('True when no value is chosen.'),
  updatedAt: Joi.string().isoDate().allow(null).description('When it was chosen; null for defaults.'),
}).meta({ name: 'Setting' });

const byCategory = (setting: Joi.Schema) =>
  Joi.array().items(Joi.object({ category: category(), settings: Joi.array().items(setting) }));

export const settingsOutput = byCategory(settingOutput);

export const publicSettingsOutput = byCategory(
  Joi.object({
    key: key(),
    settingType: type(),
    description: Joi.string().allow(null),
    value: anyJson(),
  }).meta({ name: 'PublicSetting' }),
);

export const valuesInput = Joi.object<SettingValues>()
  .pattern(key(), value())
  .min(1)
  .max(200)
  .example({ 'editor.font-size': 16, 'editor.theme': null })
  .description('Values by key; null returns to the default.')
  .meta({ name: 'SettingValues' });

export const valueInput = Joi.object<{ value: unknown }>({
  value: value().required().description('Null returns to the default.'),
})
  .example({ value: 16 })
  .meta({ name: 'SettingValue' });

export const keyParams = Joi.object<{ key: string }>({ key: key() });
