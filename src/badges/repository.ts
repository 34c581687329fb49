// Rows of `badges` and `badge_grants`. The only writer, but for uploaded icons (icon-rows.ts).
import { violates } from '../platform/db/failure.ts';
import { hotStatement } from '../platform/db/hot-statement.ts';
import type { Sequelize, Tx } from '../platform/db/sequelize.ts';
import { badgeGranted, badgeHeld } from './errors.ts';
import type { BadgeIcon } from './icons.ts';
import type { Rule } from './rules.ts';

/** How people come by a badge: from moderators, by what they have done, or by asking with evidence. */
export const badgeCriteria = ['manual', 'rule', 'evidence'] as const;
export type BadgeCriteria = (typeof badgeCriteria)[number];

export interface Badge {
  readonly slug: string;
  readonly name: string;
  readonly description: string;
  readonly icon: BadgeIcon;
  readonly issuer: string;
}

/** A badge as it is defined. */
export interface BadgeDefinition extends Badge {
  readonly criteria: BadgeCriteria;
  /** Null unless `criteria` is `rule`. */
  readonly rule: Rule | null;
  /** Whether it goes when the rule is no longer met. */
  readonly withdraws: boolean;
  /** Whether who has it is verified. */
  readonly verifies: boolean;
}

/** What is absent stays as it is. */
export type BadgeChange = Omit<Badge, 'slug'> & Partial<Omit<BadgeDefinition, keyof Badge>>;

/** Names the picture of an uploaded icon in its address; null where the built-in icon is shown. */
interface Pictured {
  readonly iconFile: string | null;
}

export interface BadgeRow extends BadgeDefinition, Pictured {
  /** The last upload of an icon. */
  readonly iconUpload: string | null;
  readonly createdAt: Date;
  readonly updatedAt: Date;
}

export interface NewGrant {
  readonly id: string;
  readonly tenantId: string;
  readonly userId: string;
  readonly slug: string;
  readonly reason: string;
  readonly evidenceUrls: readonly string[];
  readonly evidence: string | null;
  /** Null for a rule. */
  readonly grantedBy: string | null;
  readonly expiresAt: Date | null;
}

/** A grant together with the badge it is of. */
export interface GrantRow extends Badge, Pictured {
  readonly id: string;
  readonly tenantId: string;
  readonly userId: string;
  readonly reason: string;
  /** The first of `evidenceUrls`. */
  readonly evidenceUrl: string | null;
  readonly evidenceUrls: readonly string[];
  readonly evidence: string | null;
  readonly grantedAt: Date;
  readonly expiresAt: Date | null;
  readonly revokedAt: Date | null;
  readonly revokedBecause: string | null;
}

const badgeColumns = `b.slug, b.name, b.description, b.icon, b.issuer, b.icon_file as "iconFile"`;
const rowColumns = `${badgeColumns}, b.criteria, b.rule, b.withdraws, b.verifies, b.icon_upload as "iconUpload",
  b.created_at as "createdAt", b.updated_at as "updatedAt"`;
const grantColumns = `${badgeColumns}, g.id, g.tenant_id as "tenantId", g.user_id as "userId", g.reason,
  g.evidence_urls[1] as "evidenceUrl", g.evidence_urls as "evidenceUrls", g.evidence, g.granted_at as "grantedAt", g.expires_at as "expiresAt", g.revoked_at as "revokedAt",
  g.revoked_because as "revokedBecause"`;
const joined = 'join badges b on b.tenant_id = g.tenant_id and b.slug = g.slug';

export type BadgeRepository = ReturnType<typeof createBadgeRepository>;

export function createBadgeRepository(sequelize: Sequelize) {
  const badge = (sql: string) => hotStatement<BadgeRow>(sequelize, sql);
  const grant = (sql: string) => hotStatement<GrantRow>(sequelize, sql);
  const selectAll = badge(`select ${rowColumns} from badges b where b.tenant_id = $1 order by b.slug`);
  const insertBadge = badge(
    `insert into badges as b (tenant_id, slug, name, description, icon, issuer, criteria, rule, withdraws, verifies)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
     on conflict do nothing returning ${rowColumns}`,
  );
  const updateBadge = badge(
    `update badges b set name = $3, description = $4, icon = $5, issuer = $6, criteria = coalesce($7, b.criteria),
       rule = case when $7::text is null then b.rule else $8::jsonb end, withdraws = coalesce($9, b.withdraws),
       verifies = coalesce($10, b.verifies), updated_at = now()
     where b.tenant_id = $1 and b.slug = $2 returning ${rowColumns}`,
  );
  const deleteBadge = badge(`delete from badges b where b.tenant_id = $1 and b.slug = $2 returning ${rowColumns}`);
  const insertGrant = hotStatement(
    sequelize,
    // The older column goes with a later release.
    `insert into badge_grants (id, tenant_id, user_id, slug, reason, evidence_url, evidence_urls, evidence, granted_by, expires_at)
     select $1, $2, $3, slug, $5, ($6::text[])[1], $6::text[], $7, $8, $9 from badges where tenant_id = $2 and slug = $4 returning id`,
  );
  const revokeGrant = grant(
    `with g as (
       update badge_grants set revoked_at = now(), revoked_by = $4, revoked_because = $5
       where id = $1 and tenant_id = $2 and user_id = $3 and revoked_at is null returning *
     ) select ${grantColumns} from g ${joined}`,
  );
  const expire = grant(
    `with g as (
       update badge_grants set revoked_at = now(), revoked_because = 'expired'
       where id in (
         select id from badge_grants where revoked_at is null and expires_at <= $1 order by expires_at limit $2
         for update skip locked
       ) returning *
     ) select ${grantColumns} from g ${joined}`,
  );
  const selectHeld = grant(
    `select ${grantColumns} from badge_grants g ${joined}
     where g.user_id = $1 and g.revoked_at is null and (g.expires_at is null or g.expires_at > now()) order by g.id`,
  );
  const selectHistory = grant(
    `select ${grantColumns} from badge_grants g ${joined} where g.user_id = $1 and g.tenant_id = $2 order by g.id desc limit 200`,
  );
  const selectOne = badge(`select ${rowColumns} from badges b where b.tenant_id = $1 and b.slug = $2`);
  const contentOf = ({ name, description, icon, issuer, criteria, rule, withdraws, verifies }: BadgeChange) => [
    ...[name, description, icon, issuer, criteria ?? null, rule ? JSON.stringify(rule) : null],
    ...[withdraws ?? null, verifies ?? null],
  ];

  return {
    all: (tenantId: string) => selectAll([tenantId]),

    find: async (tenantId: string, slug: string, tx?: Tx) => (await selectOne([tenantId, slug], tx))[0],

    /** Undefined when the name is taken. */
    insert: async (tx: Tx, tenantId: string, { slug, ...content }: BadgeDefinition) =>
      (await insertBadge([tenantId, slug, ...contentOf(content)], tx))[0],

    /** Undefined when there is no such badge. */
    update: async (tx: Tx, tenantId: string, slug: string, content: BadgeChange) =>
      (await updateBadge([tenantId, slug, ...contentOf(content)], tx))[0],

    /** Undefined when there is no such badge. @throws BADGE_HELD */
    async remove(tx: Tx, tenantId: string, slug: string): Promise<BadgeRow | undefined> {
      try {
        return (await deleteBadge([tenantId, slug], tx))[0];
      } catch (error) {
        const wasAsked = violates(error, 'verification_requests_tenant_id_slug_fkey');
        throw wasAsked || violates(error, 'badge_grants_tenant_id_slug_fkey') ? badgeHeld({ cause: error }) : error;
      }
    },

    /** False when there is no such badge. @throws BADGE_GRANTED */
    async grant(tx: Tx, given: NewGrant): Promise<boolean> {
      const { id, tenantId, userId, slug, reason, evidenceUrls, evidence, grantedBy, expiresAt } = given;
      try {
        const made = await insertGrant(
          [id, tenantId, userId, slug, reason, evidenceUrls, evidence, grantedBy, expiresAt],
          tx,
        );
        return made.length === 1;
      } catch (error) {
        throw violates(error, 'badge_grants_held') ? badgeGranted({ cause: error }) : error;
      }
    },

    /** Undefined when it is not in force. */
    revoke: async (tx: Tx, tenantId: string, userId: string, id: string, by: string, because: string) =>
      (await revokeGrant([id, tenantId, userId, by, because], tx))[0],

    /** Ends up to `limit` grants whose time is over. */
    expire: (tx: Tx, now: Date, limit: number) => expire([now, limit], tx),

    /** In force, oldest first. */
    held: (userId: string) => selectHeld([userId]),

    /** All there ever were, newest first. */
    history: (tenantId: string, userId: string) => selectHistory([userId, tenantId]),
  };
}
