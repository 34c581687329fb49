// One's own profile: asked for once, and replaced by every answer that brings a newer one.
import { useIsMutating, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { api, dataOf } from '../api/client.ts';
import { isApiError } from '../api/errors.ts';
import type { components } from '../api/schema.d.ts';
import { meKey } from '../session/session.tsx';

export type OwnProfile = components['schemas']['OwnProfile'];
export type ProfileInput = components['schemas']['ProfileInput'];
export type Audience = OwnProfile['visibility'];
export type PrivacyChoices = NonNullable<OwnProfile['privacy']>;

export const profileKey = ['own-profile'] as const;
/** Everything that follows from the profile: how complete it is, how others see it. */
export const derivedKey = ['from-own-profile'] as const;

async function fetchOwnProfile(): Promise<OwnProfile> {
  const profile = await dataOf(api.GET('/api/v1/profile', {}));
  return profile as OwnProfile; // without `viewAs` it is one's own
}

export const useOwnProfile = () => useQuery({ queryKey: profileKey, queryFn: fetchOwnProfile });

/** What a newer profile makes stale. */
function useTakeOver() {
  const queries = useQueryClient();
  return (profile: OwnProfile) => {
    queries.setQueryData<OwnProfile>(profileKey, (known) =>
      known && known.version > profile.version ? known : profile,
    );
    void queries.invalidateQueries({ queryKey: derivedKey });
    void queries.invalidateQueries({ queryKey: meKey });
  };
}

export interface Change {
  readonly fields: ProfileInput;
  /** The version that they were typed into; the service merges what does not clash. */
  readonly version: number;
}

export function useSaveProfile() {
  const takeOver = useTakeOver();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: ({ fields, version }: Change) =>
      dataOf(api.PATCH('/api/v1/profile', { body: { ...fields, version } })) as Promise<OwnProfile>,
    onSuccess: takeOver,
    onError(error) {
      if (isApiError(error, 'VERSION_CONFLICT')) void queries.invalidateQueries({ queryKey: profileKey });
    },
    retry: false, // what somebody typed is kept and sent again, see drafts.ts
  });
}

const privacyChange = ['privacy-change'] as const;

/** Whether a change of privacy is on its way: what others see is not known until it has arrived. */
export const useIsPrivacyChanging = (): boolean => useIsMutating({ mutationKey: privacyChange }) > 0;

export function useSavePrivacy() {
  const queries = useQueryClient();
  return useMutation({
    mutationKey: privacyChange,
    mutationFn: (choices: components['schemas']['PrivacyInput']) =>
      dataOf(api.PUT('/api/v1/profile/privacy', { body: choices })),
    // The switch moves at once, and back if the service refuses.
    onMutate({ visibility, ...choices }) {
      const before = queries.getQueryData<OwnProfile>(profileKey);
      if (before)
        queries.setQueryData<OwnProfile>(profileKey, {
          ...before,
          visibility: visibility ?? before.visibility,
          privacy: { ...before.privacy, ...choices } as PrivacyChoices,
        });
      return before;
    },
    onError: (_error, _choices, before) => before && queries.setQueryData(profileKey, before),
    onSettled: () => {
      void queries.invalidateQueries({ queryKey: profileKey });
      void queries.invalidateQueries({ queryKey: derivedKey });
    },
  });
}
