// What a value may be on a laptop but not in production.
import type { Values } from './key.ts';
import type { sections } from './sections/index.ts';

type Raw = { readonly [S in keyof typeof sections]: Values<(typeof sections)[S]> };

const distinctCharacters = (text: string) => new Set(text).size;

/** The reasons why this configuration must not run with NODE_ENV=production; none in other environments. */
export function productionProblems({ runtime, auth, http }: Raw): string[] {
  if (runtime.environment !== 'production') return [];
  const problems: string[] = [];
  if (auth.secret === undefined) problems.push('SECRET_KEY: is required in production');
  else if (distinctCharacters(auth.secret) < 12) problems.push('SECRET_KEY: is too simple to be a secret');
  if (auth.signingKey === undefined) problems.push('SIGNING_KEY: is required in production');
  if (http.publicUrl === undefined) problems.push('PUBLIC_URL: is required in production');
  else if (!http.publicUrl.startsWith('https://') && !/^http:\/\/(localhost|127\.0\.0\.1)(:|\/|$)/.test(http.publicUrl))
    problems.push('PUBLIC_URL: must begin with https:// in production');
  return problems;
}
