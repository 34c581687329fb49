// The rules of settings: which can be used, and which values they accept.
import { LRUCache } from 'lru-cache';
import type { ErrorDetail } from '../platform/errors.ts';
import { createDataCheck, schemaProblem } from '../platform/json/data-schema.ts';
import { compilePattern } from '../platform/text/pattern.ts';
import { type RuleName, type Type, type TypedRules, types, type ValidationRules } from './types.ts';

/** What is wrong with a value, as the end of a sentence that begins with its name; undefined when nothing is. */
export type ValueCheck = (value: unknown) => string | undefined;

function patternProblem(pattern: string | undefined): string | undefined {
  try {
    if (pattern !== undefined) compilePattern(pattern);
    return undefined;
  } catch (error) {
    if (error instanceof SyntaxError) return `cannot be used: ${error.message.slice(0, 300)}`;
    throw error;
  }
}

function boundCheck({ min, max }: ValidationRules, { measure }: Type): ValueCheck {
  const [unit, sized] = measure ? [' characters', 'have'] : ['', 'be'];
  return (value) => {
    const measured = measure ? measure(String(value)) : (value as number | string);
    if (min !== undefined && measured < min) return `must ${sized} at least ${min}${unit}`;
    if (max !== undefined && measured > max) return `must ${sized} at most ${max}${unit}`;
    return undefined;
  };
}

/** @throws Error for bad rules */
function createCheck({ settingType, validationRules }: TypedRules): ValueCheck {
  const type = types[settingType];
  const { allowedValues, pattern, jsonSchema } = validationRules;
  const checks: ValueCheck[] = [(value) => (type.accepts(value) ? undefined : type.needs)];
  if (allowedValues) {
    const allowed = new Set<unknown>(allowedValues);
    checks.push((value) => (allowed.has(value) ? undefined : `must be one of ${allowedValues.join(', ')}`));
  }
  if (type.rules.includes('min')) checks.push(boundCheck(validationRules, type));
  if (pattern !== undefined) {
    const matcher = compilePattern(pattern);
    checks.push((value) => (matcher.test(String(value)) ? undefined : `must match the pattern ${pattern}`));
  }
  if (jsonSchema) {
    const findProblem = createDataCheck(jsonSchema, 'value');
    checks.push((value) => {
      const problem = findProblem(value);
      return problem && `${problem.message} (${problem.path})`;
    });
  }
  return (value) => {
    for (const check of checks) {
      const problem = check(value);
      if (problem !== undefined) return problem;
    }
    return undefined;
  };
}

/** Everything that keeps the rules from being used. */
export function rulesProblems({ settingType, validationRules }: TypedRules): ErrorDetail[] {
  const { accepts, needs, rules, isBound = accepts } = types[settingType];
  const { allowedValues, min, max, pattern, jsonSchema } = validationRules;
  const problems: ErrorDetail[] = [];
  const tell = (rule: RuleName, problem: string) => {
    const path = `validationRules.${rule}`;
    problems.push({ path, message: `${path} ${problem}` });
  };

  const foreign = (Object.keys(validationRules) as RuleName[]).filter((name) => !rules.includes(name));
  for (const name of foreign) tell(name, `is no rule of the type ${settingType}`);
  if (settingType === 'enum' && !allowedValues) tell('allowedValues', 'is needed for the type enum');
  if (foreign.length > 0) return problems;
  if (allowedValues && !allowedValues.every(accepts)) tell('allowedValues', `holds something else: each ${needs}`);
  const bounds = { min, max };
  for (const name of ['min', 'max'] as const)
    if (bounds[name] !== undefined && !isBound(bounds[name])) tell(name, `does not fit the type ${settingType}`);
  if (min !== undefined && max !== undefined && min > max) tell('max', 'must not be less than min');
  const unusable = { pattern: patternProblem(pattern), jsonSchema: jsonSchema && schemaProblem(jsonSchema) };
  for (const name of ['pattern', 'jsonSchema'] as const) if (unusable[name]) tell(name, unusable[name]);
  return problems;
}

export type CheckOf = (rules: TypedRules) => ValueCheck;

/** Gives the check of rules that have no problem; those in use are kept compiled. */
export function createChecks(): CheckOf {
  const compiled = new LRUCache<string, ValueCheck>({ max: 500 });
  return (rules) => {
    const key = JSON.stringify([rules.settingType, rules.validationRules]);
    const check = compiled.get(key) ?? createCheck(rules);
    compiled.set(key, check);
    return check;
  };
}
