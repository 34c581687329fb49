// What comes in and goes out of the routes of search. A parameter, filter, facet or order that is not here is refused.
import Joi from 'joi';
import { hasGraphemes } from '../platform/text/graphemes.ts';
import { maxCodeUnits, normalizePlainText } from '../platform/text/plain-text.ts';
import { otherProfile } from '../profiles/index.ts';
import { type DiscoveryQuery, discoverySections } from './discovery.ts';
import { searchedFields } from './documents.ts';
import { facetNames, type PeopleQuery, sorts } from './question.ts';

const maxWordsGraphemes = 128;
const maxValueGraphemes = 100;
const maxValues = 20;

const maxUnits = maxCodeUnits(maxWordsGraphemes);

const words = () =>
  Joi.string()
    .trim()
    .max(maxUnits)
    .custom((text: string, helpers) =>
      text.length <= maxUnits && hasGraphemes(text, maxWordsGraphemes + 1) ? helpers.error('words.tooLong') : text,
    )
    .messages({
      'words.tooLong': `{{#label}} may have at most ${maxWordsGraphemes} characters`,
      'string.max': `{{#label}} may have at most ${maxWordsGraphemes} characters`,
    });

const unescaped = (text: string) => text.replaceAll('\\,', ',').trim();

/** One value each time, or several between commas; a comma inside of one is written `\,`. */
const listOf = (separator: RegExp | undefined, check: (value: string) => string | undefined) =>
  Joi.array<string[]>()
    .items(
      Joi.string()
        .max(maxValues * maxValueGraphemes)
        .custom((text: string, helpers) => {
          const values = separator ? text.split(separator).map(unescaped) : [text.trim()];
          const problem = values.map(check).find((found) => found !== undefined);
          return problem === undefined ? values : helpers.error('value.refused', { problem });
        })
        .messages({ 'value.refused': '{{#label}} {{#problem}}' }),
    )
    .single()
    .custom((lists: string[][], helpers) => {
      const values = [...new Set(lists.flat())];
      return values.length <= maxValues ? values : helpers.error('array.max', { limit: maxValues });
    })
    .default([])
    .messages({ 'array.max': `{{#label}} may have at most ${maxValues} values` });

const commas = /(?<!\\),/;

function checkText(value: string): string | undefined {
  const checked = normalizePlainText(value, { maxGraphemes: maxValueGraphemes });
  return checked.ok ? undefined : checked.message;
}

const several = (description: string, example: string) =>
  listOf(commas, checkText).description(`${description} Repeated, or between commas.`).example([example]);

const names = Object.keys(facetNames);
const checkFacet = (value: string): string | undefined =>
  Object.hasOwn(facetNames, value) ? undefined : `must be some of ${names.join(', ')}; “${value}” is none of them`;

export const peopleQuery = Joi.object<PeopleQuery>({
  q: words()
    .allow('')
    .default('')
    .description(
      'Names, skills, places; forgiving of typos, the last word may be half typed. Blank lists people who may be discovered.',
    )
    .example('ada'),
  skills: several('Every one of these skills.', 'mathematics'),
  interests: several('Every one of these interests.', 'engines'),
  location: listOf(undefined, checkText).description('One of these places; repeated for several.').example(['London']),
  language: several('One of these languages; `en` takes every English in.', 'en'),
  badge: several('Every one of these badges.', 'verified-developer'),
  verified: Joi.boolean().description('Whether they carry the mark of the verified.').example(true),
  hasAvatar: Joi.boolean().description('Whether they show you a picture.').example(true),
  sort: Joi.valid(...sorts)
    .default('relevance')
    .description(
      '`relevance`: the best first, or without words the newest. `name` and `recent` list those whose value you may ' +
        'read; for `endorsements` whoever has none, or shows you none, comes last.',
    ),
  limit: Joi.number().integer().min(1).max(100).default(20).description('People on a page.'),
  cursor: Joi.string().max(500).description('`meta.nextCursor` of the page before.').example('WzAsIjAxOWM2ZTJhIl0'),
  facets: listOf(commas, checkFacet)
    .description('What to count over all the people found, between commas; also gives `meta.total`.')
    .example(['skills', 'location']),
});

const range = Joi.object({
  item: Joi.number().integer().optional().description('Which entry, in a list.'),
  start: Joi.number().integer(),
  end: Joi.number().integer().description('Behind the last one.'),
}).meta({ name: 'HighlightRange' });

export const foundProfile = otherProfile
  .keys({
    highlights: Joi.object(
      Object.fromEntries(searchedFields.map(({ name }) => [name, Joi.array().items(range).optional()])),
    )
      .optional()
      .description('Where the words stand in these fields, in UTF-16 code units; without words there are none.'),
  })
  .meta({ name: 'FoundProfile' });

const counts = Joi.array().items(Joi.object({ value: Joi.string(), count: Joi.number().integer() }));

export const peopleMeta = Joi.object({
  limit: Joi.number().integer(),
  nextCursor: Joi.string().allow(null).description('Where the next page begins; null on the last one.'),
  engine: Joi.string().description('The engine that answered.').example('postgres'),
  total: Joi.object({
    count: Joi.number().integer(),
    isExact: Joi.boolean().description('False where the engine stopped counting.'),
  })
    .optional()
    .description('With `facets` only.'),
  facets: Joi.object(Object.fromEntries(names.map((name) => [name, counts.optional()])))
    .optional()
    .description('The most frequent values of each, 20 at most.'),
});

export const suggestQuery = Joi.object<{ q: string }>({
  q: words()
    .required()
    .description('The beginning of a name or handle, with or without `@`; or a whole e-mail address.')
    .example('@ad'),
});

export const suggestion = Joi.object({
  id: Joi.string().guid(),
  handle: Joi.string().optional(),
  displayName: Joi.string().optional(),
  avatar: Joi.string().uri().description('A small picture; initials where none is shown.'),
}).meta({ name: 'Suggestion' });

export const discoveryQuery = Joi.object<DiscoveryQuery>({
  section: Joi.valid(...discoverySections).description('Only this section.'),
  limit: Joi.number().integer().min(1).max(100).default(10).description('People in a section.'),
});

const sharedValues = () => Joi.array().items(Joi.string()).optional();

export const discoverySection = Joi.object({
  section: Joi.valid(...discoverySections),
  people: Joi.array().items(
    Joi.object({
      profile: otherProfile,
      reason: Joi.object({
        skills: sharedValues(),
        interests: sharedValues(),
        location: sharedValues(),
        joinedAt: Joi.string().isoDate().optional(),
        lastActiveAt: Joi.string().isoDate().optional(),
        endorsementsCount: Joi.number().integer().optional(),
      }).description('Why this person: what you share, or the value that the section goes by.'),
    }),
  ),
}).meta({ name: 'DiscoverySection' });
