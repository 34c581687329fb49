// What comes in and goes out of the profile routes, made from the field registry.
import Joi from 'joi';
import { type ViewSource, viewSources } from '../contracts/insights.ts';
import { type PageQuery, pageKeys } from '../platform/http/page.ts';
import { uuid } from '../platform/text/joi.ts';
import { type PreferenceChanges, preferencesInput, preferencesOutput } from '../preferences/index.ts';
import { type Audience, audiences } from '../privacy/index.ts';
import { controllableFields, fieldNames, fieldOf, writableFields } from './fields.ts';
import type { ProfileChanges } from './repository.ts';
import { counters } from './row.ts';

const audience = () => Joi.valid(...audiences);
const choices = () => Object.fromEntries(controllableFields.map((name) => [name, audience()]));

export const fieldInputs = Object.fromEntries(writableFields.map(({ name, input }) => [name, input]));

export const profileInput = Joi.object<ProfileChanges & { version?: number; preferences?: PreferenceChanges }>({
  ...fieldInputs,
  preferences: preferencesInput,
  version: Joi.number()
    .strict()
    .integer()
    .min(1)
    .description('The version the change is based on: refused if any of its fields has changed since.'),
})
  .or(...Object.keys(fieldInputs), 'preferences')
  .example({ displayName: 'Ada Lovelace', headline: 'First programmer', skills: ['mathematics'] })
  .meta({ name: 'ProfileInput' });

const avatarUrls = Joi.object({ avatarUrl: Joi.string(), mediumUrl: Joi.string(), thumbnailUrl: Joi.string() });

const pictures = {
  avatar: Joi.string().uri().description('A picture that is always there: initials until one is uploaded.'),
  avatarUrls: avatarUrls.optional(),
  avatarUploadId: Joi.string().guid().optional().description('The upload that the picture came from; for its owner.'),
  avatarAlt: Joi.string().optional().description('What the picture shows, in the words of its owner.'),
  avatarThumbHash: Joi.string().optional().description('ThumbHash, base64.'),
  avatarColor: Joi.string().optional().description('Dominant colour, #rrggbb.'),
};

const shown = fieldNames
  .filter((name) => name !== 'avatar' && name !== 'stats')
  .map((name) => [name, fieldOf(name).output] as const);
const counter = () => Joi.number().integer().optional().description('For those who may see `stats`.');
const stats = Joi.object({
  ...Object.fromEntries(counters.map((name) => [name, counter()])),
  joinedAt: Joi.string().isoDate(),
  lastActiveAt: Joi.string().isoDate().optional().description('For those who may see the activity status.'),
}).meta({ name: 'ProfileStats' });
const ids = { id: Joi.string().guid(), userId: Joi.string().guid() };

export const ownProfile = Joi.object({
  ...ids,
  ...Object.fromEntries(shown.map(([name, output]) => [name, output.allow(null)])),
  ...pictures,
  stats,
  preferences: preferencesOutput,
  emailVerified: Joi.boolean(),
  visibility: audience(),
  privacy: Joi.object(choices()),
  completeness: Joi.object({
    score: Joi.number().allow(null),
    status: Joi.string().allow(null),
  }).description('Null until the first scoring; `GET /profile/completeness` is always exact.'),
  version: Joi.number().integer(),
  createdAt: Joi.string().isoDate(),
  updatedAt: Joi.string().isoDate(),
}).meta({ name: 'OwnProfile' });

export const otherProfile = Joi.object({
  ...ids,
  ...Object.fromEntries(shown.map(([name, output]) => [name, output.optional()])),
  ...pictures,
  stats,
}).meta({ name: 'Profile' });

export const ownProfileOrView = Joi.alternatives(ownProfile, otherProfile).description(
  'Your own profile, or what the viewer of `viewAs` gets.',
);

export const privacyInput = Joi.object<{ visibility?: Audience } & Record<string, Audience>>({
  visibility: audience().description('The widest circle for the whole profile.'),
  ...choices(),
})
  .min(1)
  .example({ visibility: 'public', location: 'private' })
  .meta({ name: 'PrivacyInput' });

export const privacyOutput = Joi.object({ visibility: audience(), ...choices() }).meta({ name: 'Privacy' });

export const idOrHandle = Joi.object<{ id: string }>({
  id: Joi.string().min(1).max(64).description('A profile’s id or handle.').example('ada'),
});

export const viewAs = Joi.object<{ viewAs?: string }>({
  viewAs: Joi.alternatives(Joi.valid('public', 'authenticated'), uuid())
    .description(
      'Shows what this viewer gets: everybody, any member, or the person with this id, as a member without roles.',
    )
    .example('public'),
});

/** Where visitors come from, as the page that shows a profile knows it. */
export const viewQuery = Joi.object<{ source?: ViewSource }>({
  source: Joi.valid(...viewSources)
    .description(
      'Where your visitor came from, for the insights of this person; without it by the link that was followed.',
    )
    .example('search'),
});

export const personId = Joi.object<{ userId: string }>({
  userId: uuid().description('The id of a person.').example('01a1fdaf-f9db-7310-8efc-f8a1f1e2491b'),
});

export const blocksQuery = Joi.object<PageQuery>(pageKeys('People'));

export const blockedPerson = Joi.object({
  userId: Joi.string().guid(),
  blockedAt: Joi.string().isoDate(),
  person: Joi.object({
    id: Joi.string().guid(),
    handle: Joi.string().optional(),
    displayName: Joi.string().optional(),
    fullName: Joi.string().optional(),
    avatarUrls: avatarUrls.optional(),
  })
    .allow(null)
    .description('Null for somebody whom you would not find without the block either.'),
}).meta({ name: 'BlockedPerson' });
