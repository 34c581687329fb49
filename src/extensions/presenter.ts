// What leaves of blocks and their types; which blocks a viewer gets is the privacy rule's.
import { gate, isVisible, type Viewer } from '../privacy/index.ts';
import type { ProfileRow } from '../profiles/index.ts';
import type { ExtensionRow } from './repository.ts';
import type { ExtensionTypeRow } from './type-repository.ts';

export const presentOwnExtension = ({ createdAt, updatedAt, ...row }: ExtensionRow) => ({
  ...row,
  isPublic: row.audience === 'public',
  createdAt: createdAt.toISOString(),
  updatedAt: updatedAt.toISOString(),
});

/** The blocks that the viewer may read, never more widely shown than the profile; how they are hidden is not told. */
export function presentExtensions(
  rows: readonly ExtensionRow[],
  profile: ProfileRow,
  viewer: Viewer,
  allowPublic: boolean,
) {
  const settings = { visibility: gate(profile.visibility, profile, allowPublic), choices: {} };
  return rows
    .filter(({ audience }) => isVisible({ name: 'extensions', audience, fixed: true }, settings, viewer))
    .map(({ id, extensionType, extensionData }) => ({ id, extensionType, extensionData }));
}

export const presentExtensionType = ({ id: _, createdAt, updatedAt, ...row }: ExtensionTypeRow) => ({
  ...row,
  createdAt: createdAt.toISOString(),
  updatedAt: updatedAt.toISOString(),
});
