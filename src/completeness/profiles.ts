// The read model of completeness: what rules look at, and by which version of them, in one statement. Both versions come
// from one snapshot, and both only grow: of two readings one is never newer in one and older in the other.
import { hotStatement } from '../platform/db/hot-statement.ts';
import type { Sequelize, Tx } from '../platform/db/sequelize.ts';
import { fieldNames, fieldOf, proofStands } from '../profiles/index.ts';
import type { FieldRules } from '../tenants/index.ts';
import type { Evidence } from './conditions.ts';
import { defaultRulesVersion } from './rules.ts';

export interface ScoredProfile {
  readonly userId: string;
  readonly tenantId: string;
  readonly version: number;
  readonly deleted: boolean;
  /** The tenant's set of rules; 0 where it never had any. */
  readonly ruleSet: number;
  /** Grows with whatever decides how a profile is scored: those rules, the tenant's field rules, the installation's rules. */
  readonly rulesVersion: number;
  /** In which to tell what is missing. */
  readonly language: string | null;
  readonly evidence: Evidence;
}

type Row = Omit<ScoredProfile, 'evidence'> &
  Omit<Evidence, 'fields'> & { readonly fieldRules: FieldRules } & Readonly<Record<string, unknown>>;

const columns = fieldNames.flatMap((name) => {
  const { column } = fieldOf(name);
  return column ? [`p.${column} as "field_${name}"`] : [];
});

const linkVerified = `exists (
    select from link_proofs l where l.user_id = p.user_id and l.verified_at is not null and ${proofStands})`;

/** The newest rules of the tenant `t`, as `s`. */
export const newestRuleSet = `left join lateral (
    select version from completeness_rule_sets where tenant_id = t.id order by version desc limit 1) s on true`;
export const rulesVersionOf = `t.rules_version + coalesce(s.version, 0) + ${defaultRulesVersion}`;

const select = `
select p.user_id as "userId", p.tenant_id as "tenantId", p.version, p.deleted_at is not null as deleted,
  coalesce(s.version, 0) as "ruleSet", ${rulesVersionOf} as "rulesVersion", coalesce(f.language, p.language) as language,
  ${columns.join(', ')}, case when p.avatar is not null then true end as "field_avatar",
  u.email_verified_at is not null as "emailVerified", ${linkVerified} as "linkVerified",
  p.privacy_reviewed_at is not null as "privacyReviewed", p.not_applicable as "notApplicable",
  coalesce(t.settings -> 'fields', '{}') as "fieldRules"
from profiles p join users u on u.id = p.user_id join tenants t on t.id = p.tenant_id
  left join preferences f on f.user_id = p.user_id ${newestRuleSet}`;

function toProfile(row: Row): ScoredProfile {
  const { userId, tenantId, version, deleted, ruleSet, rulesVersion, language } = row;
  const { emailVerified, linkVerified, privacyReviewed, notApplicable, fieldRules } = row;
  const fields = Object.fromEntries(fieldNames.map((name) => [name, row[`field_${name}`]]));
  const evidence = { fields, emailVerified, linkVerified, privacyReviewed, notApplicable, fieldRules };
  return { userId, tenantId, version, deleted, ruleSet, rulesVersion, language, evidence };
}

export type ScoredProfiles = ReturnType<typeof createScoredProfiles>;

export function createScoredProfiles(sequelize: Sequelize) {
  const byId = hotStatement<Row>(sequelize, `${select} where p.user_id = $1 and p.tenant_id = $2`);
  const page = hotStatement<Row>(
    sequelize,
    `${select} where p.tenant_id = $1 and ($2::uuid is null or p.user_id > $2) order by p.user_id limit $3`,
  );
  return {
    async find(tenantId: string, userId: string): Promise<ScoredProfile | undefined> {
      const [row] = await byId([userId, tenantId]);
      return row && toProfile(row);
    },
    /** Up to `limit` behind `after`, in the order of their ids. */
    page: async (tenantId: string, after: string | null, limit: number, tx?: Tx): Promise<ScoredProfile[]> =>
      (await page([tenantId, after, limit], tx)).map(toProfile),
  };
}
