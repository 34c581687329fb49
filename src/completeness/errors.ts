// What completeness answers when it does not do what was asked.
import { defineError } from '../platform/errors.ts';

export const rulesUnreachable = defineError(
  'COMPLETENESS_UNREACHABLE',
  409,
  'Nobody could reach 100 by these rules: some ask for more than a profile can hold.',
);
export const ruleAlwaysApplies = defineError('RULE_ALWAYS_APPLIES', 409, 'These rules apply to everybody.');
