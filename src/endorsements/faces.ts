// People as they appear beside endorsements: a few visible fields, out of what the presenter shows this viewer.
import type { Identity } from '../contracts/identity.ts';
import type { Audience } from '../privacy/index.ts';
import type { PresentedProfile, ProfileService } from '../profiles/index.ts';
import type { Reach } from './repository.ts';

export const faceFields = [
  'id',
  'handle',
  'displayName',
  'fullName',
  'headline',
  'avatar',
  'avatarUrls',
  'avatarAlt',
  'avatarThumbHash',
  'avatarColor',
] as const;
export type Face = Readonly<Partial<Record<(typeof faceFields)[number], unknown>>>;

const faceOf = (profile: PresentedProfile): Face =>
  Object.fromEntries(faceFields.filter((field) => field in profile).map((field) => [field, profile[field]]));

/** The profiles that could be open to this viewer; the presenter decides. */
export function reachOf(identity: Identity | undefined): Reach {
  const viewerId = identity?.userId ?? null;
  const isMember = identity?.emailVerified === true;
  const visibilities: readonly Audience[] = !isMember
    ? ['public']
    : identity.permissions.has('profiles:read:tenant')
      ? ['public', 'authenticated', 'private']
      : ['public', 'authenticated'];
  return { viewerId, visibilities };
}

/** By id; whoever the viewer may not know of is not in it. */
export async function findFaces(
  profiles: Pick<ProfileService, 'presentMany'>,
  tenantId: string,
  userIds: readonly string[],
  identity: Identity | undefined,
): Promise<ReadonlyMap<string, Face>> {
  const people = await profiles.presentMany(tenantId, [...new Set(userIds)], identity);
  return new Map(people.map((profile) => [String(profile.id), faceOf(profile)]));
}
