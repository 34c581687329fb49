// Badges and grants as people read them.
import type { Badge, BadgeDefinition, BadgeRow, GrantRow } from './repository.ts';

interface Shown extends Badge {
  /** An uploaded picture to show instead of `icon`. */
  readonly iconUrl: string | null;
}

export type BadgeView = Shown & BadgeDefinition & Pick<BadgeRow, 'createdAt' | 'updatedAt'>;

/** A grant as everybody sees it who sees the badge. */
export type GrantView = Shown &
  Pick<GrantRow, 'id' | 'reason' | 'evidenceUrl' | 'evidenceUrls' | 'evidence' | 'grantedAt' | 'expiresAt'>;
export type PastGrant = GrantView & Pick<GrantRow, 'revokedAt' | 'revokedBecause'>;

export type BadgePresenter = ReturnType<typeof createBadgePresenter>;

export function createBadgePresenter(deps: { publicUrl: string; cdnUrl: string | undefined }) {
  const filesUrl = (deps.cdnUrl ?? deps.publicUrl).replace(/\/+$/, '');
  const iconUrl = (file: string | null): string | null => (file === null ? null : `${filesUrl}/badge-icons/${file}`);

  function presentGrant(row: GrantRow): GrantView {
    const { id, slug, name, description, icon, iconFile, issuer, reason, grantedAt, expiresAt } = row;
    return {
      ...{ id, slug, name, description, icon, iconUrl: iconUrl(iconFile), issuer },
      ...{ reason, evidenceUrl: row.evidenceUrl, evidenceUrls: row.evidenceUrls, evidence: row.evidence },
      ...{ grantedAt, expiresAt },
    };
  }

  return {
    iconUrl,
    presentBadge({ iconFile, iconUpload: _, ...badge }: BadgeRow): BadgeView {
      return { ...badge, iconUrl: iconUrl(iconFile) };
    },
    presentGrant,
    presentPast: (row: GrantRow): PastGrant => ({
      ...presentGrant(row),
      ...{ revokedAt: row.revokedAt, revokedBecause: row.revokedBecause },
    }),
  };
}
