// The rules of a tenant: reading and changing them, and what a change would do to people’s scores.
import { isDeepStrictEqual } from 'node:util';
import { actorOf } from '../contracts/audit.ts';
import type { Identity, Origin } from '../contracts/identity.ts';
import type { Transact } from '../outbox/index.ts';
import { preconditionFailed } from '../platform/http/errors.ts';
import { isReachable } from './conditions.ts';
import { rulesUnreachable } from './errors.ts';
import type { ScoredProfile, ScoredProfiles } from './profiles.ts';
import type { RuleSet, RuleSets } from './rule-sets.ts';
import { defaultRules, type Rule } from './rules.ts';
import { type CompletenessStatus, completenessStatuses, scoreProfile } from './score.ts';

/** What other rules would do, counted on people as they are. */
export interface Effect {
  /** People looked at: all of them, or in a large tenant the first of them. */
  readonly examined: number;
  readonly scoreChanges: number;
  readonly statusChanges: number;
  /** How many people have each status, and would have. */
  readonly bands: Readonly<Record<CompletenessStatus, { readonly before: number; readonly after: number }>>;
}

const batchSize = 1_000;
/** What one answer may cost: some seconds. */
const maxExamined = 100_000;

/** @throws COMPLETENESS_UNREACHABLE naming the rules that nobody could fulfil */
function requireReachable(rules: readonly Rule[]): void {
  const details = rules.flatMap(({ condition }, index) =>
    isReachable(condition)
      ? []
      : [{ path: `rules.${index}.condition`, message: 'asks for more than the field can hold' }],
  );
  if (details.length > 0) throw rulesUnreachable({ details });
}

export type RuleService = ReturnType<typeof createRuleService>;

export function createRuleService(deps: { ruleSets: RuleSets; profiles: ScoredProfiles; transact: Transact }) {
  const { ruleSets, profiles, transact } = deps;

  async function* everybody(tenantId: string): AsyncGenerator<ScoredProfile> {
    let after: string | null = null;
    do {
      const page: ScoredProfile[] = await profiles.page(tenantId, after, batchSize);
      yield* page.filter(({ deleted }) => !deleted);
      after = page.length < batchSize ? null : (page.at(-1)?.userId ?? null);
    } while (after !== null);
  }

  async function effectOf(tenantId: string, before: readonly Rule[], after: readonly Rule[]): Promise<Effect> {
    const bands = Object.fromEntries(completenessStatuses.map((status) => [status, { before: 0, after: 0 }])) as Record<
      CompletenessStatus,
      { before: number; after: number }
    >;
    let [examined, scoreChanges, statusChanges] = [0, 0, 0];
    for await (const { evidence } of everybody(tenantId)) {
      const [was, will] = [scoreProfile(evidence, before), scoreProfile(evidence, after)];
      bands[was.status].before += 1;
      bands[will.status].after += 1;
      if (was.score !== will.score) scoreChanges += 1;
      if (was.status !== will.status) statusChanges += 1;
      examined += 1;
      if (examined === maxExamined) break;
    }
    return { examined, scoreChanges, statusChanges, bands };
  }

  return {
    read: ({ tenantId }: Identity): Promise<RuleSet> => ruleSets.current(tenantId),

    history: ({ tenantId }: Identity, after: string | null, limit: number) => ruleSets.history(tenantId, after, limit),

    /** What these rules would do; null are those of the installation. @throws COMPLETENESS_UNREACHABLE */
    async preview({ tenantId }: Identity, rules: readonly Rule[] | null): Promise<{ set: RuleSet; effect: Effect }> {
      requireReachable(rules ?? []);
      const current = await ruleSets.current(tenantId);
      const set = { ...current, isDefault: rules === null, rules: rules ?? defaultRules };
      return { set, effect: await effectOf(tenantId, current.rules, set.rules) };
    },

    /** Puts rules in force, or with null those of the installation again; everybody is scored anew. @throws COMPLETENESS_UNREACHABLE, PRECONDITION_FAILED */
    async change(
      identity: Identity,
      rules: readonly Rule[] | null,
      versions: readonly number[] | undefined,
      origin: Origin,
    ): Promise<RuleSet> {
      requireReachable(rules ?? []);
      const { tenantId, userId } = identity;
      return transact(origin, async (unit) => {
        const current = await ruleSets.lock(unit.tx, tenantId);
        if (versions && !versions.includes(current.version))
          throw preconditionFailed({ extra: { currentVersion: current.version } });
        const own = current.isDefault ? null : current.rules;
        if (isDeepStrictEqual(own, rules)) return current; // a client that asks twice
        await ruleSets.insert(unit.tx, tenantId, { version: current.version + 1, rules, createdBy: userId });
        unit.audit({
          tenantId,
          action: 'completeness.rules-changed',
          actor: actorOf(identity),
          target: { type: 'completeness-rules', id: String(current.version + 1) },
          before: { rules: own },
          after: { rules },
        });
        unit.emit({ type: 'completeness.rules-changed', tenantId });
        return ruleSets.current(tenantId, unit.tx);
      });
    },
  };
}
