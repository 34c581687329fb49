// Who may see what: one pure function, `field × settings × viewer → visible`.

export const audiences = ['public', 'authenticated', 'private'] as const;
export type Audience = (typeof audiences)[number];

/** How the one who asks stands to the profile. */
export type Viewer = 'anonymous' | 'member' | 'owner' | 'admin';

const strictness: Record<Audience, number> = { public: 0, authenticated: 1, private: 2 };
const reach: Record<Viewer, number> = { anonymous: 0, member: 1, owner: 2, admin: 2 };

/** The narrowest of several audiences. */
export const narrowest = (...of: readonly Audience[]): Audience =>
  of.reduce((narrow, audience) => (strictness[audience] > strictness[narrow] ? audience : narrow), 'public');

/** Whether an audience takes the viewer in. */
export const includes = (audience: Audience, viewer: Viewer): boolean => reach[viewer] >= strictness[audience];

export interface PrivacySettings {
  /** The widest circle for anything of this profile. */
  readonly visibility: Audience;
  /** The owner's choices; a field without one keeps its default. */
  readonly choices: Readonly<Partial<Record<string, Audience>>>;
  /** What the tenant allows at most, by field. */
  readonly rules?: Readonly<Partial<Record<string, { readonly widest?: Audience }>>>;
}

/** The audience that a field really has: never wider than the profile's, nor than the tenant allows. */
export function audienceOf(
  field: { readonly name: string; readonly audience: Audience; readonly fixed: boolean },
  settings: PrivacySettings,
): Audience {
  const chosen = field.fixed ? undefined : settings.choices[field.name];
  return narrowest(settings.visibility, chosen ?? field.audience, settings.rules?.[field.name]?.widest ?? 'public');
}

/** The rule itself. */
export const isVisible = (
  field: { readonly name: string; readonly audience: Audience; readonly fixed: boolean },
  settings: PrivacySettings,
  viewer: Viewer,
): boolean => includes(audienceOf(field, settings), viewer);

/** What stands above the owner's choice: people who are not (yet, or any more) part of the tenant are shown to nobody. */
export function gate(
  visibility: Audience,
  account: { active: boolean; emailVerified: boolean; deleted: boolean },
  allowPublic: boolean,
): Audience {
  if (!account.active || !account.emailVerified || account.deleted) return 'private';
  return narrowest(visibility, allowPublic ? 'public' : 'authenticated');
}
