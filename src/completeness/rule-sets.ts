// Rows of `completeness_rule_sets` and `completeness_rules`: the rules of each tenant, every version of them. The only writer.
import { LRUCache } from 'lru-cache';
import { hotStatement } from '../platform/db/hot-statement.ts';
import type { Sequelize, Tx } from '../platform/db/sequelize.ts';
import { newId } from '../platform/ids.ts';
import { isReachable } from './conditions.ts';
import { defaultRules, type Rule } from './rules.ts';

export interface RuleSet {
  /** Null for the rules of the installation, as long as the tenant never had its own. */
  readonly id: string | null;
  /** 0 where the tenant never had rules of its own. */
  readonly version: number;
  /** Whether the rules are those of the installation. */
  readonly isDefault: boolean;
  readonly rules: readonly Rule[];
  readonly createdBy: string | null;
  readonly createdAt: Date | null;
}

const original: RuleSet = {
  id: null,
  version: 0,
  isDefault: true,
  rules: defaultRules,
  createdBy: null,
  createdAt: null,
};

const select = `
select s.id, s.version, s.is_default as "isDefault", s.created_by as "createdBy", s.created_at as "createdAt",
  coalesce(jsonb_agg(jsonb_build_object('key', r.key, 'condition', r.condition, 'weight', r.weight, 'hint', r.hint,
    'link', r.link, 'mayNotApply', r.may_not_apply) order by r.position) filter (where r.key is not null), '[]') as rules
from completeness_rule_sets s left join completeness_rules r on r.tenant_id = s.tenant_id and r.version = s.version
where s.tenant_id = $1`;

const insertSql = `
with made as (
  insert into completeness_rule_sets (id, tenant_id, version, is_default, created_by) values ($6, $1, $2, $3, $4)
)
insert into completeness_rules (tenant_id, version, position, key, condition, weight, hint, link, may_not_apply)
select $1, $2, rule.position, r.* from jsonb_array_elements($5::jsonb) with ordinality as rule (content, position),
  jsonb_to_record(rule.content) as r
    (key text, condition jsonb, weight integer, hint jsonb, link text, "mayNotApply" boolean)`;

const maxRemembered = 1_000;

export type RuleSets = ReturnType<typeof createRuleSets>;

export function createRuleSets(sequelize: Sequelize) {
  const newest = hotStatement<RuleSet>(
    sequelize,
    `${select} group by s.tenant_id, s.version order by s.version desc limit 1`,
  );
  const exact = hotStatement<RuleSet>(sequelize, `${select} and s.version = $2 group by s.tenant_id, s.version`);
  const before = hotStatement<RuleSet & { id: string }>(
    sequelize,
    `${select} and ($2::uuid is null or s.version < (select version from completeness_rule_sets where id = $2)) group by s.tenant_id, s.version order by s.version desc limit $3`,
  );
  // A version never changes, so that what is remembered of it is never old.
  const remembered = new LRUCache<string, readonly Rule[]>({ max: maxRemembered });

  const present = (set: RuleSet): RuleSet => (set.isDefault ? { ...set, rules: defaultRules } : set);

  async function current(tenantId: string, tx?: Tx): Promise<RuleSet> {
    const [set] = await newest([tenantId], tx);
    return set ? present(set) : original;
  }

  return {
    /** The rules of a tenant that are in force. */
    current,

    /** The rules to score by. One that a release of this service has made unreachable since is left out. */
    async rules(tenantId: string, version: number, tx?: Tx): Promise<readonly Rule[]> {
      if (version === 0) return defaultRules;
      const key = `${tenantId}/${version}`;
      const known = remembered.get(key);
      if (known) return known;
      const [set] = await exact([tenantId, version], tx);
      if (!set) throw new Error(`tenant ${tenantId} has no rules of version ${version}`);
      const rules = present(set).rules.filter(({ condition }) => isReachable(condition));
      remembered.set(key, rules);
      return rules;
    },

    /** Former ones too, the newest first, behind the one of this id. */
    history: async (tenantId: string, after: string | null, limit: number): Promise<(RuleSet & { id: string })[]> =>
      (await before([tenantId, after, limit])).map((set) => ({ ...present(set), id: set.id })),

    /** One change after another: the second waits for the first, and finds its version. */
    async lock(tx: Tx, tenantId: string): Promise<RuleSet> {
      await sequelize.query(`select pg_advisory_xact_lock(hashtextextended('completeness:' || $1, 0))`, {
        bind: [tenantId],
        transaction: tx,
      });
      return current(tenantId, tx);
    },

    /** Rules of its own for a tenant, or with null those of the installation again. */
    async insert(
      tx: Tx,
      tenantId: string,
      set: { version: number; rules: readonly Rule[] | null; createdBy: string },
    ): Promise<void> {
      const { version, rules, createdBy } = set;
      await sequelize.query(insertSql, {
        bind: [tenantId, version, rules === null, createdBy, JSON.stringify(rules ?? []), newId()],
        transaction: tx,
      });
    },
  };
}
