// Grants as people read them.
import type { Badge, GrantRow } from './repository.ts';

/** A grant as everybody sees it who sees the badge. */
export type GrantView = Badge &
  Pick<GrantRow, 'id' | 'reason' | 'evidenceUrl' | 'evidenceUrls' | 'evidence' | 'grantedAt' | 'expiresAt'>;
export type PastGrant = GrantView & Pick<GrantRow, 'revokedAt' | 'revokedBecause'>;

export function presentGrant(row: GrantRow): GrantView {
  const { id, slug, name, description, icon, issuer, reason, grantedAt, expiresAt } = row;
  return {
    ...{ id, slug, name, description, icon, issuer },
    ...{ reason, evidenceUrl: row.evidenceUrl, evidenceUrls: row.evidenceUrls, evidence: row.evidence },
    ...{ grantedAt, expiresAt },
  };
}

export const presentPast = (row: GrantRow): PastGrant => ({
  ...presentGrant(row),
  ...{ revokedAt: row.revokedAt, revokedBecause: row.revokedBecause },
});
