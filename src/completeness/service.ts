// Keeps the stored score in step with the profile; a question is always answered from the profile itself.
import { QueryTypes, type Sequelize } from 'sequelize';
import type { Identity } from '../contracts/identity.ts';
import type { Transact } from '../outbox/index.ts';
import { type ProfileRows, profileNotFound } from '../profiles/index.ts';
import { type Completeness, rulesVersion, scoreProfile } from './score.ts';

// A late run never replaces the score of a newer version.
const storeSql = `
insert into completeness_scores (user_id, tenant_id, score, status, missing, profile_version, rules_version)
values ($1, $2, $3, $4, $5, $6, $7)
on conflict (user_id) do update set score = excluded.score, status = excluded.status, missing = excluded.missing,
  profile_version = excluded.profile_version, rules_version = excluded.rules_version, computed_at = now()
where (completeness_scores.profile_version, completeness_scores.rules_version) < (excluded.profile_version, excluded.rules_version)
returning user_id`;

export type CompletenessService = ReturnType<typeof createCompletenessService>;

export function createCompletenessService(deps: { sequelize: Sequelize; rows: ProfileRows; transact: Transact }) {
  return {
    /** The exact score of a person’s own profile. @throws PROFILE_NOT_FOUND */
    async read({ tenantId, userId }: Identity): Promise<Completeness & { version: number }> {
      const row = await deps.rows.findById(tenantId, userId);
      if (!row || row.deleted) throw profileNotFound();
      return { ...scoreProfile(row), version: row.version };
    },

    /** Scores the profile as it is now. Returns the version that the score reflects. */
    async score(profile: { tenantId: string; userId: string }): Promise<number | undefined> {
      const row = await deps.rows.findById(profile.tenantId, profile.userId);
      if (!row) return undefined;
      const { score, status, nextSteps } = scoreProfile(row);
      await deps.transact(null, async (unit) => {
        const stored = await deps.sequelize.query(storeSql, {
          type: QueryTypes.SELECT,
          transaction: unit.tx,
          bind: [
            row.userId,
            row.tenantId,
            score,
            status,
            nextSteps.map(({ field }) => field),
            row.version,
            rulesVersion,
          ],
        });
        if (stored.length > 0) unit.announce(`profile:${row.tenantId}/${row.userId}`);
      });
      return row.version;
    },
  };
}
