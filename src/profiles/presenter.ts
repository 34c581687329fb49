// The one exit for profiles: pages, lists, search documents, mails and logs get what this makes, and nothing else.
import { presentPreferences } from '../preferences/index.ts';
import {
  type Audience,
  audienceOf,
  gate,
  includes,
  narrowest,
  type PrivacySettings,
  type Viewer,
} from '../privacy/index.ts';
import type { AvatarLinks } from './avatar-links.ts';
import { totalEndorsements } from './endorsement-counts.ts';
import { controllableFields, type FieldName, fieldNames, fieldOf } from './fields.ts';
import type { LinkProof } from './link-proofs.ts';
import type { ProfileRow } from './row.ts';

declare const presented: unique symbol;
/** Only the presenter makes one, and only its exits accept one. */
export type PresentedProfile = Readonly<Record<string, unknown>> & { readonly [presented]: true };

/** A link of a profile that a viewer may read; `network` is `website` or a key of `socialLinks`. */
export interface PresentedLink {
  readonly network: string;
  readonly url: string;
  readonly proof: LinkProof | undefined;
}

export type Presenter = ReturnType<typeof createPresenter>;

export function createPresenter(deps: { avatarLinks: AvatarLinks; allowPublic: boolean }) {
  const settingsOf = (row: ProfileRow): PrivacySettings => ({
    visibility: gate(row.visibility, row, deps.allowPublic && row.tenantAllowsPublic),
    choices: row.privacy,
    rules: row.fieldRules,
  });

  function audience(row: ProfileRow, name: FieldName): Audience {
    const own = audienceOf({ name, ...fieldOf(name) }, settingsOf(row));
    // Endorsements tell of the skills.
    return name === 'endorsementsCount' ? narrowest(own, audience(row, 'skills')) : own;
  }

  function readField(row: ProfileRow, name: FieldName, viewer: Viewer): unknown {
    if (name === 'fullName') {
      // Derived from what this viewer may read, so that it can never say more.
      const parts = [visibleValue(row, 'firstName', viewer), visibleValue(row, 'lastName', viewer)];
      return parts.filter((part) => typeof part === 'string').join(' ') || null;
    }
    // Without the number it would tell that there is one.
    if (name === 'phoneVerified') return includes(audience(row, 'phone'), viewer) ? row.phoneVerified : null;
    if (name === 'endorsementsCount') return totalEndorsements(row) || null;
    if (name === 'verified') {
      const isVouchedFor = row.hasVerifyingBadge && includes(audience(row, 'badges'), viewer);
      return isVouchedFor || linksOf(row, viewer).some(({ proof }) => proof !== undefined);
    }
    return name === 'avatar' || name === 'stats' ? null : row[name];
  }

  const visibleValue = (row: ProfileRow, name: FieldName, viewer: Viewer): unknown =>
    includes(audience(row, name), viewer) ? readField(row, name, viewer) : undefined;

  function linksOf(row: ProfileRow, viewer: Viewer): PresentedLink[] {
    const shown = (field: 'website' | 'socialLinks') => includes(audience(row, field), viewer);
    const links = [
      ...(row.website !== null && shown('website') ? [['website', row.website] as const] : []),
      ...(shown('socialLinks') ? Object.entries(row.socialLinks) : []),
    ];
    return links.map(([network, url]) => ({ network, url, proof: row.linkProofs[network] }));
  }

  function avatarOf(row: ProfileRow, viewer: Viewer): Record<string, unknown> {
    const stable = { avatar: deps.avatarLinks.stableUrl(row.userId) };
    const shown = audience(row, 'avatar');
    if (!row.avatar || !includes(shown, viewer)) return stable;
    const urls = deps.avatarLinks.urlsOf(row, row.avatar, shown === 'public');
    const { uploadId, thumbHash, color, alt } = row.avatar;
    return {
      avatar: urls.mediumUrl,
      avatarUrls: urls,
      // Its id tells when it was uploaded.
      ...(viewer === 'owner' && { avatarUploadId: uploadId }),
      ...(alt && { avatarAlt: alt }),
      avatarThumbHash: thumbHash,
      avatarColor: color,
    };
  }

  /** The counters have an audience of their own; when somebody was last here goes with their status, if they show it at all. */
  function statsOf(row: ProfileRow, viewer: Viewer): Record<string, unknown> {
    const stats = {
      ...(includes(audience(row, 'stats'), viewer) && row.counters),
      joinedAt: row.createdAt.toISOString(),
    };
    const isSelf = viewer === 'owner' || viewer === 'admin';
    const { showOnlineStatus } = presentPreferences(row.preferences).privacy;
    if (!row.lastActiveAt || !(isSelf || (showOnlineStatus && includes(audience(row, 'activityStatus'), viewer))))
      return stats;
    return { ...stats, lastActiveAt: row.lastActiveAt.toISOString() };
  }

  const isEmpty = (value: unknown): boolean =>
    value === null || value === undefined || (typeof value === 'object' && Object.keys(value).length === 0);

  return {
    audience,

    /** The links that this viewer may read, each with its proof if it has one. */
    linksOf,

    /** Whether the viewer may know that this profile is there. */
    isFound: (row: ProfileRow, viewer: Viewer): boolean =>
      includes(settingsOf(row).visibility, viewer) && !row.deleted && !row.blocked,

    /** What the owner gets: every field, empty ones as null. */
    presentOwn(row: ProfileRow): PresentedProfile {
      const fields = Object.fromEntries(
        fieldNames.map((name) => [name, name === 'avatar' ? null : readField(row, name, 'owner')]),
      );
      return {
        id: row.userId,
        userId: row.userId,
        ...fields,
        ...avatarOf(row, 'owner'),
        emailVerified: row.emailVerified,
        visibility: row.visibility,
        privacy: presentPrivacy(row),
        preferences: presentPreferences(row.preferences),
        stats: statsOf(row, 'owner'),
        completeness: { score: row.completenessScore, status: row.completenessStatus },
        version: row.version,
        createdAt: row.createdAt.toISOString(),
        updatedAt: row.updatedAt.toISOString(),
      } as unknown as PresentedProfile;
    },

    /** What somebody else gets: hidden and empty fields are both absent, so neither can be told from the other. */
    presentFor(row: ProfileRow, viewer: Viewer): PresentedProfile {
      const fields = fieldNames
        .map((name) => [name, visibleValue(row, name, viewer)] as const)
        .filter(([, value]) => !isEmpty(value));
      return {
        id: row.userId,
        userId: row.userId,
        ...Object.fromEntries(fields),
        ...avatarOf(row, viewer),
        stats: statsOf(row, viewer),
      } as unknown as PresentedProfile;
    },

    presentPrivacy,
  };
}

/** Each controllable field with the audience its owner has chosen, or the default; never wider than the tenant allows. */
function presentPrivacy(row: ProfileRow): Record<string, Audience> {
  const settings = { visibility: 'public', choices: row.privacy, rules: row.fieldRules } as const;
  return Object.fromEntries(controllableFields.map((name) => [name, audienceOf({ name, ...fieldOf(name) }, settings)]));
}
