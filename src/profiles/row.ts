// The read model of a profile: one SQL statement gives everything a viewer could get.
import { hotStatement } from '../platform/db/hot-statement.ts';
import type { Sequelize, Tx } from '../platform/db/sequelize.ts';
import { isUuid } from '../platform/ids.ts';
import { handleSkeleton } from '../platform/text/handle.ts';
import type { StoredPreferences } from '../preferences/index.ts';
import type { Audience } from '../privacy/index.ts';
import type { FieldRules } from '../tenants/index.ts';
import type { AvatarRecord } from './avatar-links.ts';
import { endorsementCounts } from './endorsement-counts.ts';
import { type LinkProof, linkProofs } from './link-proofs.ts';

export const counters = ['postsCount', 'likesReceived', 'commentsCount', 'followersCount', 'followingCount'] as const;
export type Counter = (typeof counters)[number];

export interface ProfileRow {
  readonly userId: string;
  readonly tenantId: string;
  readonly version: number;
  /** Grows with everything that decides who sees what, be it the owner's or the tenant's. */
  readonly privacyVersion: number;
  readonly visibility: Audience;
  readonly privacy: Readonly<Partial<Record<string, Audience>>>;
  readonly handle: string | null;
  readonly displayName: string | null;
  readonly firstName: string | null;
  readonly lastName: string | null;
  readonly pronouns: string | null;
  readonly headline: string | null;
  readonly bio: string | null;
  readonly location: string | null;
  readonly timezone: string | null;
  readonly language: string | null;
  readonly website: string | null;
  readonly phone: string | null;
  /** Null without a number. */
  readonly phoneVerified: boolean | null;
  readonly birthday: string | null;
  readonly socialLinks: Readonly<Record<string, string>>;
  /** Of links that are on the profile now, by network. */
  readonly linkProofs: Readonly<Record<string, LinkProof>>;
  readonly interests: readonly string[];
  readonly skills: readonly string[];
  /** How often each skill was endorsed, by its folded form; also skills that are gone. */
  readonly endorsements: Readonly<Record<string, number>>;
  readonly activityStatus: string | null;
  /** Names of badges in force, the oldest first. */
  readonly badges: readonly string[];
  /** Whether one of them verifies whoever has it. */
  readonly hasVerifyingBadge: boolean;
  readonly avatar: AvatarRecord | null;
  readonly createdAt: Date;
  readonly updatedAt: Date;
  readonly deletedAt: Date | null;
  readonly deleted: boolean;
  /** Whether the viewer and this person block each other; false when nobody in particular asks. */
  readonly blocked: boolean;
  /** Null where nobody has proved one. */
  readonly email: string | null;
  readonly emailVerified: boolean;
  readonly active: boolean;
  /** The tenant's rules about fields, and whether it shows anything to strangers. */
  readonly fieldRules: FieldRules;
  readonly tenantAllowsPublic: boolean;
  /** Of the version in `completenessVersion`; null before the first scoring. */
  readonly completenessScore: number | null;
  readonly completenessStatus: string | null;
  readonly preferences: StoredPreferences;
  readonly counters: Readonly<Record<Counter, number>>;
  readonly lastActiveAt: Date | null;
}

// `p` is a row of profiles, whether read or just written.
const columns = `
  p.user_id as "userId", p.tenant_id as "tenantId", p.version, p.privacy_version + t.rules_version as "privacyVersion", p.visibility, p.privacy,
  p.handle, p.display_name as "displayName", p.first_name as "firstName", p.last_name as "lastName", p.pronouns, p.headline,
  p.bio, p.location, p.timezone, p.language, p.website, p.phone,
  case when p.phone is not null then p.phone_verified_at is not null end as "phoneVerified", p.birthday, p.social_links as "socialLinks", p.interests,
  p.skills, ${endorsementCounts} as endorsements, p.activity_status as "activityStatus",
  array(select g.slug from badge_grants g
    where g.user_id = p.user_id and g.revoked_at is null and (g.expires_at is null or g.expires_at > now()) order by g.id
  ) as badges,
  exists (select from badge_grants g join badges b on b.tenant_id = g.tenant_id and b.slug = g.slug
    where g.user_id = p.user_id and g.revoked_at is null and (g.expires_at is null or g.expires_at > now()) and b.verifies
  ) as "hasVerifyingBadge", ${linkProofs} as "linkProofs", p.avatar, p.created_at as "createdAt", p.updated_at as "updatedAt",
  p.deleted_at as "deletedAt", p.deleted_at is not null as deleted, u.email,
  u.email_verified_at is not null as "emailVerified", u.status = 'active' as active,
  coalesce(t.settings -> 'fields', '{}') as "fieldRules",
  coalesce((t.settings ->> 'allowPublic')::boolean, true) as "tenantAllowsPublic", c.score as "completenessScore",
  c.status as "completenessStatus", jsonb_build_object('theme', f.theme, 'language', f.language,
    'avatarStyle', f.avatar_style,
    'notifications', f.notifications, 'privacy', f.privacy) as preferences,
  jsonb_build_object('postsCount', coalesce(s.posts_count, 0), 'likesReceived', coalesce(s.likes_received, 0),
    'commentsCount', coalesce(s.comments_count, 0), 'followersCount', coalesce(s.followers_count, 0),
    'followingCount', coalesce(s.following_count, 0)) as counters, s.last_active_at as "lastActiveAt"`;
const joins = `join users u on u.id = p.user_id
  join tenants t on t.id = p.tenant_id
  left join completeness_scores c on c.user_id = p.user_id
  left join preferences f on f.user_id = p.user_id
  left join profile_stats s on s.user_id = p.user_id`;

/** Wraps a statement that writes `profiles … returning *` so that it gives back whole read models. */
export const returningRow = (write: string): string =>
  `with p as (${write}) select ${columns}, false as blocked, p.before from p ${joins}`;

// Blocking works both ways; `$3` is the viewer, null for nobody in particular.
const blocked = `exists (
    select from blocks b where (b.blocker_id, b.blocked_id) in ((p.user_id, $3::uuid), ($3::uuid, p.user_id))
  ) as blocked`;
const handleShape = /^[a-z0-9._-]{3,30}$/;

const byId = `select ${columns}, ${blocked} from profiles p ${joins} where p.user_id = $1 and p.tenant_id = $2`;
const byIds = `select ${columns}, ${blocked} from profiles p ${joins} where p.user_id = any($1) and p.tenant_id = $2`;
const byHandle = `select ${columns}, ${blocked} from handles h join profiles p on p.user_id = h.user_id ${joins}
  where h.skeleton = $1 and h.tenant_id = $2 and h.handle = $4`;

const pageOf = `select ${columns}, ${blocked} from profiles p ${joins}
  where p.tenant_id = $1 and ($2::uuid is null or p.user_id > $2) order by p.user_id limit $4`;

export type ProfileRows = ReturnType<typeof createProfileRows>;

export function createProfileRows(sequelize: Sequelize) {
  const selectById = hotStatement<ProfileRow>(sequelize, byId);
  const selectForUpdate = hotStatement<ProfileRow>(sequelize, `${byId} for update of p`);
  const selectByIds = hotStatement<ProfileRow>(sequelize, byIds);
  const selectPage = hotStatement<ProfileRow>(sequelize, pageOf);
  const selectByHandle = hotStatement<ProfileRow>(sequelize, byHandle);
  return {
    async findById(tenantId: string, userId: string, tx?: Tx): Promise<ProfileRow | undefined> {
      return (await selectById([userId, tenantId, null], tx))[0];
    },
    /** The row, locked until the transaction ends. */
    async lockById(tx: Tx, tenantId: string, userId: string): Promise<ProfileRow | undefined> {
      return (await selectForUpdate([userId, tenantId, null], tx))[0];
    },
    /** By id, handle or a handle of former days; `blocked` says whether the viewer and the person block each other. */
    async findForViewer(
      tenantId: string,
      idOrHandle: string,
      viewerId: string | null,
    ): Promise<ProfileRow | undefined> {
      if (isUuid(idOrHandle)) return (await selectById([idOrHandle, tenantId, viewerId]))[0];
      const handle = idOrHandle.toLowerCase();
      if (!handleShape.test(handle)) return undefined; // whatever else a path may hold is nobody's
      return (await selectByHandle([handleSkeleton(handle), tenantId, viewerId, handle]))[0];
    },
    /** Up to `limit` behind `after`, in the order of their ids, as nobody in particular sees them. */
    page: (tenantId: string, after: string | null, limit: number): Promise<ProfileRow[]> =>
      selectPage([tenantId, after, null, limit]),
    /** Those that exist, in the order of `userIds`. */
    async findByIds(tenantId: string, userIds: readonly string[], viewerId: string | null): Promise<ProfileRow[]> {
      const rows = await selectByIds([userIds, tenantId, viewerId]);
      const byUserId = new Map(rows.map((row) => [row.userId, row]));
      return userIds.flatMap((id) => byUserId.get(id) ?? []);
    },
  };
}
