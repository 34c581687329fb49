// The read model of a profile: one SQL statement gives everything a viewer could get.
import { hotStatement } from '../platform/db/hot-statement.ts';
import type { Sequelize, Tx } from '../platform/db/sequelize.ts';
import { handleSkeleton } from '../platform/text/handle.ts';
import type { Audience } from '../privacy/index.ts';
import type { AvatarRecord } from './avatar-links.ts';

export interface ProfileRow {
  readonly userId: string;
  readonly tenantId: string;
  readonly version: number;
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
  readonly birthday: string | null;
  readonly socialLinks: Readonly<Record<string, string>>;
  readonly interests: readonly string[];
  readonly skills: readonly string[];
  readonly activityStatus: string | null;
  readonly avatar: AvatarRecord | null;
  readonly createdAt: Date;
  readonly updatedAt: Date;
  readonly deleted: boolean;
  readonly email: string;
  readonly emailVerified: boolean;
  readonly active: boolean;
  /** Of the version in `completenessVersion`; null before the first scoring. */
  readonly completenessScore: number | null;
  readonly completenessStatus: string | null;
}

// `p` is a row of profiles, whether read or just written.
const columns = `
  p.user_id as "userId", p.tenant_id as "tenantId", p.version, p.privacy_version as "privacyVersion", p.visibility, p.privacy,
  p.handle, p.display_name as "displayName", p.first_name as "firstName", p.last_name as "lastName", p.pronouns, p.headline,
  p.bio, p.location, p.timezone, p.language, p.website, p.phone, p.birthday, p.social_links as "socialLinks", p.interests,
  p.skills, p.activity_status as "activityStatus", p.avatar, p.created_at as "createdAt", p.updated_at as "updatedAt",
  p.deleted_at is not null as deleted, u.email, u.email_verified_at is not null as "emailVerified",
  u.status = 'active' as active, c.score as "completenessScore", c.status as "completenessStatus"`;
const joins = 'join users u on u.id = p.user_id left join completeness_scores c on c.user_id = p.user_id';

/** Wraps a statement that writes `profiles … returning *` so that it gives back whole read models. */
export const returningRow = (write: string): string =>
  `with p as (${write} returning *) select ${columns} from p ${joins}`;

const byId = `select ${columns} from profiles p ${joins} where p.user_id = $1 and p.tenant_id = $2`;
const byIds = `select ${columns} from profiles p ${joins} where p.user_id = any($1) and p.tenant_id = $2`;
const byHandle = `select ${columns} from profiles p ${joins} where p.handle_skeleton = $1 and p.tenant_id = $2 and p.handle = $3`;

const handleShape = /^[a-z0-9._-]{3,30}$/;

export type ProfileRows = ReturnType<typeof createProfileRows>;

export function createProfileRows(sequelize: Sequelize) {
  const selectById = hotStatement<ProfileRow>(sequelize, byId);
  const selectForUpdate = hotStatement<ProfileRow>(sequelize, `${byId} for update of p`);
  const selectByIds = hotStatement<ProfileRow>(sequelize, byIds);
  const selectByHandle = hotStatement<ProfileRow>(sequelize, byHandle);
  return {
    async findById(tenantId: string, userId: string, tx?: Tx): Promise<ProfileRow | undefined> {
      return (await selectById([userId, tenantId], tx))[0];
    },
    /** The row, locked until the transaction ends. */
    async lockById(tx: Tx, tenantId: string, userId: string): Promise<ProfileRow | undefined> {
      return (await selectForUpdate([userId, tenantId], tx))[0];
    },
    async findByHandle(tenantId: string, handle: string): Promise<ProfileRow | undefined> {
      const exact = handle.toLowerCase();
      if (!handleShape.test(exact)) return undefined; // whatever else a path may hold is nobody's
      return (await selectByHandle([handleSkeleton(exact), tenantId, exact]))[0];
    },
    /** Those that exist, in the order of `userIds`. */
    async findByIds(tenantId: string, userIds: readonly string[]): Promise<ProfileRow[]> {
      const rows = await selectByIds([userIds, tenantId]);
      const byUserId = new Map(rows.map((row) => [row.userId, row]));
      return userIds.flatMap((id) => byUserId.get(id) ?? []);
    },
  };
}
