// What the search engine is given of a person: one document for each audience, holding only what the presenter shows it.
import type { SearchDocument, SearchField, SearchSchema } from '../platform/search/port.ts';
import { presentPreferences } from '../preferences/index.ts';
import {
  type FieldName,
  fieldNames,
  fieldOf,
  type PresentedProfile,
  type Presenter,
  type ProfileRow,
} from '../profiles/index.ts';

export const searchSchema = {
  facets: ['skills', 'interests', 'location', 'language', 'badges', 'verified', 'hasAvatar', 'discoverable'],
  orders: { name: 'asc', endorsements: 'desc', active: 'desc', recent: 'desc' },
} as const satisfies SearchSchema;

const names: ReadonlySet<FieldName> = new Set(['handle', 'displayName', 'firstName', 'lastName']);
const dayMs = 86_400_000;

/** The fields whose words find a person, the heaviest first. */
export const searchedFields = fieldNames
  .flatMap((name) => {
    const weight = fieldOf(name).searchWeight;
    return weight === undefined ? [] : [{ name, weight, isName: names.has(name) }];
  })
  .sort((a, b) => b.weight - a.weight);

/** The texts of a field, as they are shown. */
export function textsOf(profile: PresentedProfile, name: FieldName | 'badges'): string[] {
  const value = profile[name];
  if (typeof value === 'string') return [value];
  return Array.isArray(value) ? value.filter((item) => typeof item === 'string') : [];
}

/** `en-GB` is English, too. */
function languagesOf(profile: PresentedProfile): string[] {
  return textsOf(profile, 'language').flatMap((tag) => [...new Set([tag.split('-', 1)[0] ?? tag, tag])]);
}

// No picture and a hidden one are both "false", or the value would tell them apart.
function facetsOf(profile: PresentedProfile, isDiscoverable: boolean): SearchDocument['facets'] {
  return {
    skills: textsOf(profile, 'skills'),
    interests: textsOf(profile, 'interests'),
    location: textsOf(profile, 'location'),
    language: languagesOf(profile),
    badges: textsOf(profile, 'badges'),
    verified: [String(profile.verified === true)],
    hasAvatar: [String(profile.avatarUrls !== undefined)],
    discoverable: [String(isDiscoverable)],
  };
}

export const statOf = ({ stats }: PresentedProfile, name: string): unknown =>
  typeof stats === 'object' && stats !== null ? Reflect.get(stats, name) : undefined;

const timeOf = (value: unknown): number | undefined => (typeof value === 'string' ? Date.parse(value) : undefined);

function ordersOf(profile: PresentedProfile): SearchDocument['orders'] {
  const [name] = (['displayName', 'fullName', 'handle'] as const).flatMap((field) => textsOf(profile, field));
  const endorsements = profile.endorsementsCount;
  const recent = timeOf(statOf(profile, 'joinedAt'));
  const lastActive = timeOf(statOf(profile, 'lastActiveAt'));
  return {
    ...(name !== undefined && { name }),
    // None, and hidden ones, come last alike.
    endorsements: typeof endorsements === 'number' ? endorsements : 0,
    ...(recent !== undefined && { recent }),
    // By days: to the minute it would tell who is here at this moment.
    ...(lastActive !== undefined && { active: Math.floor(lastActive / dayMs) }),
  };
}

const audiences = [
  { audience: 'public', viewer: 'anonymous' },
  { audience: 'authenticated', viewer: 'member' },
] as const;

export function documentsOf(row: ProfileRow, presenter: Presenter): SearchDocument[] {
  const { discoverable } = presentPreferences(row.preferences).privacy;
  return audiences
    .filter(({ viewer }) => presenter.isFound(row, viewer))
    .map(({ audience, viewer }) => {
      const profile = presenter.presentFor(row, viewer);
      const fields = searchedFields.flatMap(({ name, weight, isName }) =>
        textsOf(profile, name).map((text): SearchField => ({ text, weight, isName })),
      );
      return {
        audience,
        privacyVersion: row.privacyVersion,
        fields,
        facets: facetsOf(profile, discoverable),
        orders: ordersOf(profile),
      };
    });
}
