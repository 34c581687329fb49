// What comes in and goes out of the routes of blocks and their types.
import Joi from 'joi';
import type { JsonSchema } from '../platform/json/data-schema.ts';
import { openJson } from '../platform/json/open-json.ts';
import { plainText, uuid } from '../platform/text/joi.ts';
import { type Audience, audiences } from '../privacy/index.ts';
import type { NewExtension } from './service.ts';

const limits = { maxBytes: 16 * 1024, maxLevels: 20 };
const exampleData = { name: 'Engines', years: [1833, 1843] };
const exampleSchema = { type: 'object', properties: { name: { type: 'string', maxLength: 100 } }, required: ['name'] };

const slug = () =>
  Joi.string()
    .max(50)
    .pattern(/^[a-z][a-z0-9]*([_-][a-z0-9]+)*$/)
    .messages({ 'string.pattern.base': '{{#label}} must be a slug: small letters, digits, - or _ between them' });

const extensionType = () => slug().description('What kind of block it is.').example('project');
const extensionData = () => openJson(limits).description('Any JSON: at most 16 KB and 20 levels.').example(exampleData);
const audience = () =>
  Joi.valid(...audiences).description('Who sees it, if they see the profile; private unless told.');
const sortOrder = () =>
  Joi.number().integer().min(0).max(1_000_000).description('Small numbers come first.').example(3);
const isPublic = () =>
  Joi.boolean().description('True is the audience `public`, false alone is `private`.').example(true);

interface SentAudience {
  readonly isPublic?: boolean;
  readonly audience?: Audience;
}

/** Many values fit into the bytes of one block. */
export const bodyLimits = { maxBytes: 256 * 1024, maxValues: 10_000 };

/** One audience out of the two ways to name it. */
function uniteAudience({ isPublic, ...rest }: SentAudience, helpers: Joi.CustomHelpers): unknown {
  if (isPublic === undefined) return rest;
  if (rest.audience !== undefined && isPublic !== (rest.audience === 'public'))
    return helpers.message({ custom: 'isPublic and audience contradict each other' });
  return { ...rest, audience: rest.audience ?? (isPublic ? 'public' : 'private') };
}

const visibility = { isPublic: isPublic(), audience: audience() };

export const newExtension = Joi.object<NewExtension>({
  extensionType: extensionType().required(),
  extensionData: extensionData().required(),
  sortOrder: sortOrder(),
  ...visibility,
})
  .custom(uniteAudience)
  .example({ extensionType: 'project', extensionData: exampleData, audience: 'public' })
  .meta({ name: 'NewExtension' });

export const extensionChanges = Joi.object<Partial<NewExtension>>({
  extensionType: extensionType(),
  extensionData: extensionData(),
  sortOrder: sortOrder(),
  ...visibility,
})
  .min(1)
  .custom(uniteAudience)
  .example({ audience: 'authenticated' })
  .meta({ name: 'ExtensionChanges' });

const id = () => uuid().description('The block’s id.').example('019a7b54-2c8e-7d11-9b7e-3f0c5a2d1e44');

export const extensionId = Joi.object<{ id: string }>({ id: id() });

export const newOrder = Joi.object<{ ids: string[] }>({
  ids: Joi.array().items(id()).max(50).unique().required().description('Every block once, first to last.'),
}).meta({ name: 'ExtensionOrder' });

const shown = {
  id: id(),
  extensionType: extensionType(),
  extensionData: Joi.any().description('As it was written.').example(exampleData),
};
const times = {
  createdAt: Joi.string().isoDate().description('When it was made.'),
  updatedAt: Joi.string().isoDate().description('When it last changed.'),
};

export const ownExtension = Joi.object({ ...shown, sortOrder: sortOrder(), ...visibility, ...times }).meta({
  name: 'OwnExtension',
});

export const shownExtension = Joi.object(shown).meta({ name: 'Extension' });

const dataSchema = () =>
  openJson(limits)
    .description(
      'JSON Schema (2020-12) for the data: at most 16 KB, 20 levels and 2,000 parts with every `$ref` followed; `$ref` to its own parts only and never in a circle; `uniqueItems` beside `maxItems` of at most 1,000; `format` is an annotation; at most 20 patterns of 256 characters, matched in linear time: without back-references and look-around, and never on texts of more than 1,024 characters.',
    )
    .example(exampleSchema);

const typeContent = {
  description: plainText({ maxGraphemes: 500 })
    .allow(null)
    .default(null)
    .description('What it is for.')
    .example('A project.'),
  dataSchema: Joi.object()
    .unknown()
    .concat(dataSchema() as Joi.ObjectSchema<JsonSchema>)
    .required(),
};

export const newType = Joi.object<{ type: string; description: string | null; dataSchema: JsonSchema }>({
  type: extensionType().required(),
  ...typeContent,
}).meta({ name: 'NewExtensionType' });

export const typeReplacement = Joi.object<{ description: string | null; dataSchema: JsonSchema }>(typeContent).meta({
  name: 'ExtensionTypeContent',
});

export const typeName = Joi.object<{ type: string }>({ type: extensionType() });

export const typeShown = Joi.object({
  type: extensionType(),
  description: Joi.string().allow(null).description('What it is for.'),
  dataSchema: Joi.object().unknown().description('JSON Schema for the data.').example(exampleSchema),
  version: Joi.number().integer().description('Rises with every change.').example(1),
  ...times,
}).meta({ name: 'ExtensionType' });
