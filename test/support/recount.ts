// Completeness a second time, from the rows as they lie in the tables: whole fractions instead of weights, nothing shared with
// the service but what the rules mean.
import { createHash } from 'node:crypto';
import type { TestApp } from './app.ts';
import { rowsOf } from './work.ts';

interface RawRule {
  key: string;
  condition: { kind: string; need?: string; field?: string; fields?: string[]; atLeast?: number };
  weight: number;
  mayNotApply: boolean;
}

type Raw = Record<string, unknown> & { user_id: string };

const snake = (field: string) => field.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
const countOf = (value: unknown): number => {
  if (Array.isArray(value)) return value.length;
  if (value !== null && typeof value === 'object') return Object.keys(value).length;
  return value === null || value === undefined || value === '' ? 0 : 1;
};

export interface Recounted {
  readonly score: number;
  readonly status: string;
  readonly missing: string[];
}

/** Everybody's score by the given rules, by id. */
export async function recount(
  app: TestApp,
  tenantId: string,
  rules: readonly RawRule[],
): Promise<Map<string, Recounted>> {
  const people = await rowsOf<Raw>(
    app,
    `select p.*, u.email_verified_at, u.email_key from profiles p join users u on u.id = p.user_id where p.tenant_id = $1`,
    [tenantId],
  );
  const [tenant] = await rowsOf<{ fields: Record<string, { locked?: boolean }> | null }>(
    app,
    `select settings -> 'fields' as fields from tenants where id = $1`,
    [tenantId],
  );
  const proofs = await rowsOf<{ user_id: string; network: string; bound_to: string; digest: Buffer }>(
    app,
    'select user_id, network, bound_to, digest from link_proofs where tenant_id = $1 and verified_at is not null',
    [tenantId],
  );
  const locked = new Set(Object.entries(tenant?.fields ?? {}).flatMap(([name, rule]) => (rule.locked ? [name] : [])));

  function isProved(person: Raw): boolean {
    return proofs.some(({ user_id, network, bound_to, digest }) => {
      if (user_id !== person.user_id) return false;
      const links = person.social_links as Record<string, string>;
      const link = network === 'website' ? person.website : links[network];
      const address = person.email_verified_at ? person.email_key : null;
      const other = bound_to === 'handle' ? person.handle : bound_to === 'address' ? address : '';
      if (typeof link !== 'string' || typeof other !== 'string') return false;
      return createHash('sha256').update(`${link}\n${other}`).digest().equals(digest);
    });
  }

  function isDone(person: Raw, { kind, need, field, fields = [], atLeast = 0 }: RawRule['condition']): boolean {
    const heldIn = (name: string) => person[snake(name)];
    if (kind === 'email-verified') return person.email_verified_at !== null;
    if (kind === 'privacy-reviewed') return person.privacy_reviewed_at !== null;
    if (kind === 'link-verified') return isProved(person);
    if (kind === 'count') return countOf(heldIn(field ?? '')) >= atLeast;
    if (kind === 'graphemes') {
      const text = String(heldIn(field ?? '') ?? '');
      return [...new Intl.Segmenter('en', { granularity: 'grapheme' }).segment(text)].length >= atLeast;
    }
    const there = fields.map((name) => countOf(heldIn(name)) > 0);
    return need === 'any' ? there.includes(true) : fields.every((name, at) => locked.has(name) || there[at]);
  }

  return new Map(
    people.map((person) => {
      let possible = 0;
      let reached = 0;
      const missing: { key: string; weight: number }[] = [];
      for (const { key, condition, weight, mayNotApply } of rules) {
        const fields = condition.fields ?? (condition.field ? [condition.field] : []);
        if (fields.length > 0 && fields.every((name) => locked.has(name))) continue;
        possible += weight;
        const skipped = mayNotApply && (person.not_applicable as string[]).includes(key);
        if (skipped || isDone(person, condition)) reached += weight;
        else missing.push({ key, weight });
      }
      // In whole numbers: the largest percentage that what is reached comes up to.
      let score = 0;
      while (score < 100 && (score + 1) * possible <= reached * 100) score += 1;
      const status = score === 100 ? 'complete' : score >= 60 ? 'good' : score >= 20 ? 'basic' : 'empty';
      missing.sort((a, b) => b.weight - a.weight);
      return [person.user_id, { score, status, missing: missing.map(({ key }) => key) }];
    }),
  );
}
