// The score as a function: whatever the rules, it never falls when something is added, and 100 can be reached.
import { type Evidence, isReachable } from '../../src/completeness/conditions.ts';
import { type Condition, defaultRules, type Rule } from '../../src/completeness/rules.ts';
import { scoreProfile } from '../../src/completeness/score.ts';
import { type FieldName, fieldOf } from '../../src/profiles/index.ts';
import { createRandom } from '../support/random.ts';

const nobody: Evidence = {
  fields: {},
  emailVerified: false,
  linkVerified: false,
  privacyReviewed: false,
  notApplicable: [],
  fieldRules: {},
};

const texts = ['displayName', 'headline', 'bio', 'location', 'firstName'] as const;
const lists = ['skills', 'interests', 'socialLinks'] as const;
const all: readonly FieldName[] = [...texts, ...lists, 'handle', 'avatar', 'website'];

function randomCondition(dice: (below: number) => number): Condition {
  const some = all.filter(() => dice(4) === 0);
  const kinds: Condition[] = [
    { kind: 'filled', fields: some.length > 0 ? some : ['bio'], need: dice(2) ? 'all' : 'any' },
    { kind: 'count', field: lists[dice(lists.length)] ?? 'skills', atLeast: 1 + dice(12) },
    { kind: 'graphemes', field: texts[dice(texts.length)] ?? 'bio', atLeast: 1 + dice(50) },
    { kind: 'email-verified' },
    { kind: 'link-verified' },
    { kind: 'privacy-reviewed' },
  ];
  return kinds[dice(kinds.length)] ?? { kind: 'email-verified' };
}

const randomRules = (dice: (below: number) => number): Rule[] =>
  Array.from({ length: 1 + dice(12) }, (_, index) => ({
    key: `rule-${index}`,
    condition: randomCondition(dice),
    weight: 1 + dice(dice(2) ? 10 : 1_000),
    hint: { en: 'Do it.' },
    link: '/profile',
    mayNotApply: dice(2) === 0,
  }));

const entries = (count: number) => Object.fromEntries(Array.from({ length: count }, (_, index) => [`e${index}`, 'x']));

/** Every way in which a profile can grow by one thing, until nothing is left to add. */
function additionsTo(evidence: Evidence, rules: readonly Rule[]): Evidence[] {
  const grow = (name: FieldName, value: unknown) => ({ ...evidence, fields: { ...evidence.fields, [name]: value } });
  const more = (name: FieldName) => Object.keys(evidence.fields[name] ?? {}).length;
  const length = (name: FieldName) => String(evidence.fields[name] ?? '').length;
  return [
    ...texts.flatMap((name) => (length(name) < 50 ? [grow(name, 'é'.repeat(length(name) + 10))] : [])),
    ...lists.flatMap((name) => (more(name) < 12 ? [grow(name, entries(more(name) + 4))] : [])),
    ...(['handle', 'avatar', 'website'] as const).flatMap((name) => (evidence.fields[name] ? [] : [grow(name, 'x')])),
    ...(['emailVerified', 'linkVerified', 'privacyReviewed'] as const).flatMap((name) =>
      evidence[name] ? [] : [{ ...evidence, [name]: true }],
    ),
    ...rules
      .filter(({ key, mayNotApply }) => mayNotApply && !evidence.notApplicable.includes(key))
      .map(({ key }) => ({ ...evidence, notApplicable: [...evidence.notApplicable, key] })),
  ];
}

it('never falls whatever is added, by any rules, and following it anywhere ends at 100', () => {
  const dice = createRandom(20261121);
  for (let round = 0; round < 300; round++) {
    const rules = randomRules(dice);
    expect(rules.map(({ condition }) => isReachable(condition))).not.toContain(false);
    const locked = all.filter(() => dice(8) === 0).map((name) => [name, { locked: true }]);
    let evidence: Evidence = { ...nobody, fieldRules: Object.fromEntries(locked) };
    let { score } = scoreProfile(evidence, rules);
    for (;;) {
      const additions = additionsTo(evidence, rules);
      for (const addition of additions) {
        const after = scoreProfile(addition, rules);
        if (after.score < score) expect([rules, evidence, addition]).toBe('never less than before');
      }
      const chosen = additions[dice(additions.length)];
      if (!chosen) break;
      evidence = chosen;
      score = scoreProfile(evidence, rules).score;
    }
    expect(scoreProfile(evidence, rules)).toEqual({ score: 100, status: 'complete', nextSteps: [] });
  }
});

it('is 100 only when everything is done, and each step brings what it promised', () => {
  const dice = createRandom(7);
  for (let round = 0; round < 200; round++) {
    const rules = randomRules(dice);
    const done = rules.filter(() => dice(2) === 0);
    const excused = (list: readonly Rule[]) => list.map((rule) => ({ ...rule, mayNotApply: true }));
    const free = excused(rules);
    const before = scoreProfile({ ...nobody, notApplicable: done.map(({ key }) => key) }, free);
    expect(before.score === 100).toBe(before.nextSteps.length === 0);
    for (const { rule, gain } of before.nextSteps) {
      const keys = [...done.map(({ key }) => key), rule.key];
      expect(scoreProfile({ ...nobody, notApplicable: keys }, free).score).toBe(before.score + gain);
    }
  }
});

describe('the rules of the installation', () => {
  it('ask from 0 to 100, and tell what to do in each language of the mails', () => {
    expect(scoreProfile(nobody, defaultRules)).toMatchObject({ score: 0, status: 'empty' });
    for (const { key, hint, condition } of defaultRules) {
      expect([key, Object.keys(hint).sort()]).toEqual([key, ['de', 'en', 'es', 'fr', 'ja']]);
      expect(isReachable(condition)).toBe(true);
      expect([key, fieldOf(key as FieldName).completeness === undefined]).toEqual([key, false]);
    }
  });

  it.each([
    ['nothing', null],
    ['an empty list', []],
    ['no links', {}],
    ['no text', ''],
  ])('take %s for not filled', (_, value) => {
    const fields = Object.fromEntries(defaultRules.map(({ key }) => [key, value]));
    expect(scoreProfile({ ...nobody, fields }, defaultRules).score).toBe(0);
  });
});

it.each([
  ['more entries than a list may have', { kind: 'count', field: 'skills', atLeast: 51 }],
  ['more networks than there are', { kind: 'count', field: 'socialLinks', atLeast: 100 }],
  ['a longer text than the field takes', { kind: 'graphemes', field: 'displayName', atLeast: 101 }],
  ['a field that others fill in', { kind: 'filled', fields: ['badges'], need: 'all' }],
] as const)('knows that nobody can fulfil %s', (_, condition) => {
  expect(isReachable(condition as Condition)).toBe(false);
});

it('counts characters as people do', () => {
  const rule = { ...defaultRules[0], condition: { kind: 'graphemes', field: 'bio', atLeast: 3 } } as Rule;
  const scoreOf = (bio: string) => scoreProfile({ ...nobody, fields: { bio } }, [rule]).score;
  expect([scoreOf('👩‍👩‍👧‍👦👍🏽'), scoreOf('👩‍👩‍👧‍👦👍🏽é'), scoreOf('नमस्ते')]).toEqual([0, 100, 100]);
});
