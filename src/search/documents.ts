// What the search engine is given of a person: one document for each audience, holding only what the presenter shows it.
import type { SearchDocument } from '../platform/search/port.ts';
import {
  type FieldName,
  fieldNames,
  fieldOf,
  type PresentedProfile,
  type Presenter,
  type ProfileRow,
} from '../profiles/index.ts';

const searched = fieldNames.flatMap((name) => {
  const weight = fieldOf(name).searchWeight;
  return weight === undefined ? [] : [{ name, weight }];
});

function textsOf(profile: PresentedProfile, name: FieldName): string[] {
  const value = profile[name];
  if (typeof value === 'string') return [value];
  return Array.isArray(value) ? value.filter((item) => typeof item === 'string') : [];
}

const audiences = [
  { audience: 'public', viewer: 'anonymous' },
  { audience: 'authenticated', viewer: 'member' },
] as const;

export function documentsOf(row: ProfileRow, presenter: Presenter): SearchDocument[] {
  return audiences
    .filter(({ viewer }) => presenter.isFound(row, viewer))
    .map(({ audience, viewer }) => {
      const profile = presenter.presentFor(row, viewer);
      const fields = searched.flatMap(({ name, weight }) => textsOf(profile, name).map((text) => ({ text, weight })));
      return { audience, privacyVersion: row.privacyVersion, fields };
    });
}
