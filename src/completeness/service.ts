// Keeps the stored score in step with the profile; a question is always answered from the profile itself.
import type { Identity, Origin } from '../contracts/identity.ts';
import type { Transact } from '../outbox/index.ts';
import { validationFailed } from '../platform/http/errors.ts';
import { type ProfileService, profileNotFound } from '../profiles/index.ts';
import { ruleAlwaysApplies } from './errors.ts';
import type { ScoredProfiles } from './profiles.ts';
import type { RuleSets } from './rule-sets.ts';
import type { Rule } from './rules.ts';
import { type Completeness, scoreProfile } from './score.ts';
import type { Scores } from './scores.ts';

export interface OwnCompleteness extends Completeness {
  /** The profile version that was scored. */
  readonly version: number;
  /** Keys of rules that do not apply to this person. */
  readonly notApplicable: readonly string[];
  /** What the person reads, as they have chosen it. */
  readonly language: string | null;
}

/** @throws VALIDATION_FAILED for keys that are no rules, RULE_ALWAYS_APPLIES */
function requireExcusable(keys: readonly string[], rules: readonly Rule[]): void {
  const byKey = new Map(rules.map((rule) => [rule.key, rule]));
  const problems = (message: string, isProblem: (rule: Rule | undefined) => boolean) =>
    keys.flatMap((key, index) => (isProblem(byKey.get(key)) ? [{ path: `keys.${index}`, message }] : []));
  const unknown = problems('is no rule', (rule) => rule === undefined);
  if (unknown.length > 0) throw validationFailed({ details: unknown });
  const strict = problems('applies to everybody', (rule) => rule?.mayNotApply === false);
  if (strict.length > 0) throw ruleAlwaysApplies({ details: strict });
}

export type CompletenessService = ReturnType<typeof createCompletenessService>;

export function createCompletenessService(deps: {
  profiles: ScoredProfiles;
  ruleSets: RuleSets;
  scores: Scores;
  profileService: Pick<ProfileService, 'setNotApplicable'>;
  transact: Transact;
}) {
  const { profiles, ruleSets, scores, transact } = deps;

  /** @throws PROFILE_NOT_FOUND */
  async function read({ tenantId, userId, permissions }: Identity): Promise<OwnCompleteness> {
    const profile = await profiles.find(tenantId, userId);
    if (!profile || profile.deleted) throw profileNotFound();
    const rules = await ruleSets.rules(tenantId, profile.ruleSet);
    const { version, language, evidence } = profile;
    const { score, status, nextSteps } = scoreProfile(evidence, rules);
    const excused = rules.filter(({ key, mayNotApply }) => mayNotApply && evidence.notApplicable.includes(key));
    return {
      score,
      status,
      // Whose roles let them write nothing is told of nothing to write.
      nextSteps: nextSteps.filter(({ field }) =>
        permissions.has(field === 'avatar' ? 'avatars:update:own' : 'profiles:update:own'),
      ),
      version,
      notApplicable: excused.map(({ key }) => key),
      language,
    };
  }

  return {
    /** The exact score of a person’s own profile. @throws PROFILE_NOT_FOUND */
    read,

    /** Says which rules do not apply to this person; they count as done. @throws PROFILE_NOT_FOUND, RULE_ALWAYS_APPLIES */
    async setNotApplicable(identity: Identity, keys: readonly string[], origin: Origin): Promise<OwnCompleteness> {
      const { rules } = await ruleSets.current(identity.tenantId);
      requireExcusable(keys, rules);
      await transact(origin, (unit) => deps.profileService.setNotApplicable(unit, identity, keys));
      return read(identity);
    },

    /** Scores the profile as it is now. Returns the version that the score reflects. */
    async score(ref: { tenantId: string; userId: string }): Promise<number | undefined> {
      const profile = await profiles.find(ref.tenantId, ref.userId);
      if (!profile) return undefined;
      const { userId, tenantId, version, rulesVersion, evidence } = profile;
      const result = scoreProfile(evidence, await ruleSets.rules(tenantId, profile.ruleSet));
      await transact(null, async (unit) => {
        const changed = await scores.store(unit.tx, [{ userId, tenantId, version, rulesVersion, result }]);
        if (changed.length === 0) return;
        unit.announce(`profile:${tenantId}/${userId}`);
        unit.emit({ type: 'completeness.scored', tenantId, userIds: [userId] });
      });
      return version;
    },
  };
}
