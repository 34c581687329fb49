// The registry of profile fields. Everything that handles a field reads it here: validation, storage, privacy, search,
// completeness, documentation. A new field is one entry and one migration; without a classification it does not compile.
import Joi from 'joi';
import { systemClock } from '../platform/clock.ts';
import * as text from '../platform/text/joi.ts';
import type { Audience } from '../privacy/index.ts';
import { socialLinksInput, socialLinksOutput } from './social-links.ts';

export interface ProfileField {
  /** Who sees it when the profile is opened and its owner has not decided. */
  readonly audience: Audience;
  /** True when the owner cannot choose another audience for it. */
  readonly fixed: boolean;
  /** What an owner may send; absent for what others write. */
  readonly input?: Joi.Schema;
  /** What comes back when there is a value. */
  readonly output: Joi.Schema;
  /** The column of `profiles`; absent for what is derived or lives elsewhere. */
  readonly column?: string;
  readonly kind: 'text' | 'list' | 'links' | 'derived';
  /** How much a match in it counts in search; absent: not searched. */
  readonly searchWeight?: number;
  /** What it adds to completeness, and what to tell its owner. */
  readonly completeness?: { readonly weight: number; readonly hint: string };
}

type FieldOptions = Pick<ProfileField, 'audience'> & Partial<Omit<ProfileField, 'audience' | 'input'>>;

/** A field of one text column that its owner writes. */
const textField = (column: string, input: Joi.Schema, options: FieldOptions): ProfileField => ({
  fixed: false,
  kind: 'text',
  column,
  input: input.allow(null),
  output: Joi.string(),
  ...options,
});

const listField = (column: string, input: Joi.Schema, options: FieldOptions): ProfileField => ({
  ...textField(column, input, options),
  kind: 'list',
  output: Joi.array().items(Joi.string()),
});

const line = (maxGraphemes: number) => text.plainText({ maxGraphemes });
const name = (maxGraphemes: number) => text.plainText({ maxGraphemes, rejectTicks: true });

export const profileFields = {
  handle: textField('handle', text.handle().example('ada').description('A unique name for addresses.'), {
    audience: 'public',
    fixed: true,
    searchWeight: 8,
    completeness: { weight: 10, hint: 'Choose a handle that people can link to.' },
  }),
  displayName: textField('display_name', name(100).example('Ada Lovelace').description('The name that is shown.'), {
    audience: 'public',
    searchWeight: 10,
    completeness: { weight: 20, hint: 'Add the name you want to be shown with.' },
  }),
  firstName: textField('first_name', name(50).example('Ada'), { audience: 'authenticated', searchWeight: 6 }),
  lastName: textField('last_name', name(50).example('Lovelace'), { audience: 'authenticated', searchWeight: 6 }),
  fullName: { audience: 'public', fixed: true, kind: 'derived', output: Joi.string() },
  pronouns: textField('pronouns', line(40).example('she/her'), { audience: 'authenticated' }),
  headline: textField('headline', line(160).example('First programmer'), {
    audience: 'public',
    searchWeight: 4,
    completeness: { weight: 10, hint: 'Say in one line what you do.' },
  }),
  bio: textField('bio', text.plainText({ maxGraphemes: 5000, multiline: true }).example('I like engines.'), {
    audience: 'public',
    searchWeight: 1,
    completeness: { weight: 15, hint: 'Tell people a little about yourself.' },
  }),
  location: textField('location', line(100).example('London'), {
    audience: 'authenticated',
    searchWeight: 3,
    completeness: { weight: 10, hint: 'Add where you are, as exactly as you like.' },
  }),
  timezone: textField('timezone', text.timeZone().example('Europe/London').description('IANA time zone.'), {
    audience: 'authenticated',
  }),
  language: textField('language', text.languageTag().example('en-GB').description('BCP 47 language tag.'), {
    audience: 'authenticated',
  }),
  website: textField('website', text.httpUrl().example('https://ada.example'), { audience: 'public' }),
  verified: {
    // Counts the links and badges that the viewer may read, see the presenter.
    audience: 'public',
    fixed: true,
    kind: 'derived',
    output: Joi.boolean().description(
      'Whether this person has proved a link that you see here, or has a badge that you see and that verifies people; `GET /profiles/{id}/links` and `…/badges` tell which, how and since when.',
    ),
  },
  phone: textField('phone', text.phone().example('+442079460123').description('E.164.'), { audience: 'private' }),
  phoneVerified: {
    // Goes wherever the number goes, see the presenter.
    audience: 'public',
    fixed: true,
    kind: 'derived',
    output: Joi.boolean().description('Whether somebody whom this service trusts has checked the number.'),
  },
  birthday: textField(
    'birthday',
    text.birthday({ clock: systemClock }).example('1815-12-10').description('YYYY-MM-DD, or --MM-DD without the year.'),
    { audience: 'private' },
  ),
  email: { audience: 'private', fixed: false, kind: 'derived', output: Joi.string() },
  socialLinks: {
    audience: 'public',
    fixed: false,
    kind: 'links',
    column: 'social_links',
    input: socialLinksInput().allow(null),
    output: socialLinksOutput(),
    completeness: { weight: 5, hint: 'Link a place where people can follow your work.' },
  },
  interests: listField('interests', text.tags({ max: 50, maxGraphemes: 50 }).example(['engines']), {
    audience: 'public',
    searchWeight: 3,
    completeness: { weight: 5, hint: 'Name what interests you.' },
  }),
  skills: listField('skills', text.tags({ max: 50, maxGraphemes: 50 }).example(['mathematics']), {
    audience: 'public',
    searchWeight: 5,
    completeness: { weight: 10, hint: 'Name what you are good at.' },
  }),
  endorsementsCount: {
    // Goes nowhere without the skills, see the presenter.
    audience: 'public',
    fixed: false,
    kind: 'derived',
    output: Joi.number()
      .integer()
      .example(12)
      .description('How often others have endorsed the skills; `GET /profiles/{id}/endorsements` tells more.'),
  },
  activityStatus: textField('activity_status', line(80).example('Away until Monday'), { audience: 'private' }),
  badges: {
    audience: 'public',
    fixed: false,
    kind: 'derived',
    output: Joi.array()
      .items(Joi.string())
      .example(['verified-developer'])
      .description('Given by the tenant; `GET /profiles/{id}/badges` tells by whom and why.'),
  },
  // The counters of `stats`; what else stands there has rules of its own, see the presenter.
  stats: { audience: 'public', fixed: false, kind: 'derived', output: Joi.object() },
  avatar: {
    audience: 'public',
    fixed: false,
    kind: 'derived',
    output: Joi.string().uri(),
    completeness: { weight: 15, hint: 'Upload a picture of yourself.' },
  },
} as const satisfies Record<string, ProfileField>;

export type FieldName = keyof typeof profileFields;
export const fieldNames = Object.keys(profileFields) as FieldName[];
export const fieldOf = (name: FieldName): ProfileField => profileFields[name];

/** The fields that an owner writes, each with its column. */
export const writableFields = fieldNames.flatMap((name) => {
  const { input, column, kind } = fieldOf(name);
  return input && column ? [{ name, input, column, kind }] : [];
});

/** The fields whose audience an owner chooses. */
export const controllableFields = fieldNames.filter((name) => !fieldOf(name).fixed);
