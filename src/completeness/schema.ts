// Bodies and answers of completeness.
import Joi from 'joi';
import { type PageQuery, pageKeys } from '../platform/http/page.ts';
import { httpUrl, languageTag, plainText } from '../platform/text/joi.ts';
import { fieldNames } from '../profiles/index.ts';
import { countedFields, measuredFields, ownFields } from './conditions.ts';
import { rescoringStates } from './rescoring.ts';
import type { Rule } from './rules.ts';
import { completenessStatuses } from './score.ts';

const maxRules = 50;
const maxWeight = 1_000;

const key = () =>
  Joi.string()
    .pattern(/^[a-zA-Z][a-zA-Z0-9-]{0,39}$/)
    .description('A letter, then letters, digits and hyphens.')
    .example('bio');
const score = () => Joi.number().integer().min(0).max(100).example(65);
const status = () => Joi.valid(...completenessStatuses).example('good');
const time = () => Joi.string().isoDate().example('2026-11-21T10:00:00.000Z');
const uiLink = () =>
  Joi.alternatives(
    Joi.string()
      .pattern(/^\/(?![/\\])[\x21-\x5b\x5d-\x7e]*$/)
      .max(500)
      .description('A path of the user interface.')
      .example('/profile#bio'),
    httpUrl(),
  );

const kind = (name: string) => Joi.valid(name).required();
const condition = Joi.alternatives(
  Joi.object({
    kind: kind('filled'),
    fields: Joi.array()
      .items(Joi.valid(...ownFields))
      .unique()
      .min(1)
      .required(),
    need: Joi.valid('all', 'any').default('all'),
  }),
  Joi.object({
    kind: kind('count'),
    field: Joi.valid(...countedFields).required(),
    atLeast: Joi.number().integer().min(1).max(1_000).required(),
  }),
  Joi.object({
    kind: kind('graphemes'),
    field: Joi.valid(...measuredFields).required(),
    atLeast: Joi.number().integer().min(1).max(100_000).required(),
  }),
  Joi.object({ kind: Joi.valid('email-verified', 'link-verified', 'privacy-reviewed').required() }),
).description(
  'Fields that are filled; a list of so many entries; a text of so many characters; a proved address; a link that has ' +
    'proved itself; privacy settings that their owner has saved at least once.',
);

const rule = Joi.object<Rule>({
  key: key().required(),
  condition: condition.required(),
  weight: Joi.number().integer().min(1).max(maxWeight).required().description('Beside those of the other rules.'),
  hint: Joi.object()
    .pattern(languageTag(), plainText({ maxGraphemes: 200 }))
    .min(1)
    .max(50)
    .required()
    .description('What to do, by language.')
    .example({ en: 'Tell people a little about yourself.' }),
  link: uiLink().default('/profile').description('Where it can be done.'),
  mayNotApply: Joi.boolean().default(false).description('Whether people may say that it does not apply to them.'),
});

export const rulesInput = Joi.object<{ rules: Rule[] | null }>({
  rules: Joi.array()
    .items(rule)
    .unique('key')
    .min(1)
    .max(maxRules)
    .allow(null)
    .required()
    .description('All of them, in the order in which equals are told; null: those of the installation.'),
})
  .example({
    rules: [
      {
        key: 'bio',
        condition: { kind: 'graphemes', field: 'bio', atLeast: 50 },
        weight: 30,
        hint: { en: 'Write a sentence or two about yourself.', de: 'Schreib ein, zwei Sätze über dich.' },
        link: '/profile#bio',
      },
      {
        key: 'skills',
        condition: { kind: 'count', field: 'skills', atLeast: 3 },
        weight: 10,
        hint: { en: 'Name three things that you are good at.' },
        link: '/profile#skills',
        mayNotApply: true,
      },
    ],
  })
  .meta({ name: 'CompletenessRulesInput' });

export const changeQuery = Joi.object<{ dryRun: boolean }>({
  dryRun: Joi.boolean().default(false).description('Counts whose score would change, and changes nothing.'),
});

export const historyQuery = Joi.object<PageQuery>(pageKeys('Versions'));

const ruleOutput = Joi.object({
  key: Joi.string(),
  condition: Joi.object()
    .unknown()
    .description('As it was sent.')
    .example({ kind: 'filled', fields: ['bio'], need: 'all' }),
  weight: Joi.number().integer(),
  hint: Joi.object().pattern(Joi.string(), Joi.string()),
  link: Joi.string(),
  mayNotApply: Joi.boolean(),
});

export const ruleSet = Joi.object({
  version: Joi.number().integer().description('0 where the tenant never had rules of its own.'),
  isDefault: Joi.boolean().description('Whether they are those of the installation.'),
  rules: Joi.array().items(ruleOutput),
  createdBy: Joi.string().guid().allow(null),
  createdAt: time().allow(null),
}).meta({ name: 'CompletenessRules' });

const count = () => Joi.number().integer().min(0);
export const changeMeta = Joi.object({
  dryRun: Joi.boolean(),
  effect: Joi.object({
    examined: count().description('People looked at: everybody, or the first 100,000.'),
    scoreChanges: count().description('How many would have another score.'),
    statusChanges: count().description('How many would have another status.'),
    bands: Joi.object(
      Object.fromEntries(completenessStatuses.map((name) => [name, Joi.object({ before: count(), after: count() })])),
    ).description('How many people have each status, and would have.'),
  })
    .allow(null)
    .description('Of a dry run only.'),
});

export const rescoring = Joi.object({
  state: Joi.valid(...rescoringStates).description('`waiting`: nobody has been scored by the new rules yet.'),
  done: count(),
  total: count(),
  startedAt: time().allow(null),
  finishedAt: time().allow(null),
}).meta({ name: 'CompletenessRescoring' });

export const notApplicableInput = Joi.object<{ keys: string[] }>({
  keys: Joi.array()
    .items(key())
    .unique()
    .max(maxRules)
    .required()
    .description('Keys of rules: all that do not apply.')
    .example(['socialLinks']),
}).meta({ name: 'NotApplicableInput' });

export const completeness = Joi.object({
  score: score(),
  status: status(),
  nextSteps: Joi.array().items(
    Joi.object({
      key: Joi.string().description('Of the rule.').example('bio'),
      field: Joi.valid(...fieldNames)
        .allow(null)
        .description('The field it is about; null for what is no field.'),
      hint: Joi.string().description('In your language, if there is one.'),
      link: Joi.string().description('Where you do it.').example('/profile#bio'),
      gain: Joi.number().integer().description('What doing it adds to the score.'),
      mayNotApply: Joi.boolean().description('Whether you may say that it does not apply to you.'),
    }),
  ),
  notApplicable: Joi.array().items(Joi.string()).description('Rules of which you said so; they count as done.'),
  version: Joi.number().integer().description('The profile version that was scored.'),
}).meta({ name: 'Completeness' });
