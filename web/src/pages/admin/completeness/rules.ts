// What makes a profile complete: the rules of the tenant, what others would change, and the new scoring.
import { useQuery } from '@tanstack/react-query';
import { answerOf, api, dataOf } from '../../../api/client.ts';
import type { components } from '../../../api/schema.d.ts';

export type RuleSet = components['schemas']['CompletenessRules'];
export type RuleInput = NonNullable<components['schemas']['CompletenessRulesInput']['rules']>[number];
export type Condition = RuleInput['condition'];

export const rulesKey = ['admin', 'completeness-rules'] as const;
export const rescoringKey = ['admin', 'completeness-rescoring'] as const;
const pollMs = 1500;

export const useRules = () =>
  useQuery({
    queryKey: rulesKey,
    queryFn: () => answerOf(api.GET('/api/v1/completeness/rules', {})),
    // Somebody may be changing them here.
    refetchOnWindowFocus: false,
  });

export const useRescoring = () =>
  useQuery({
    queryKey: rescoringKey,
    queryFn: () => dataOf(api.GET('/api/v1/completeness/rescoring', {})),
    refetchInterval: ({ state }) => (state.data && state.data.state !== 'done' ? pollMs : false),
  });

/** Null for the rules of the installation. */
export const tryRules = (rules: RuleInput[] | null) =>
  answerOf(
    api.PUT('/api/v1/completeness/rules', {
      params: { query: { dryRun: true } },
      body: { rules: rules as RuleInput[] },
    }),
  );

export const saveRules = (rules: RuleInput[] | null, etag: string | null) =>
  answerOf(
    api.PUT('/api/v1/completeness/rules', {
      params: etag === null ? {} : { header: { 'If-Match': etag } },
      body: { rules: rules as RuleInput[] },
    }),
  );

export const asInput = ({ rules }: RuleSet): RuleInput[] =>
  rules.map((rule) => ({ ...rule, condition: rule.condition as unknown as Condition }));
