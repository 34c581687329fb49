import { checkHandle, handleSkeleton } from '../../../src/platform/text/handle.ts';
import { RESERVED_HANDLES } from '../../../src/platform/text/reserved-handles.ts';

describe('a handle', () => {
  it.each([
    ['ada', 'ada'],
    [' Ada.Lovelace ', 'ada.lovelace'],
    ['grace-hopper_1906', 'grace-hopper_1906'],
    ['7of9', '7of9'],
    ['a'.repeat(30), 'a'.repeat(30)],
  ])('%j is taken as %j', (typed, handle) => {
    expect(checkHandle(typed)).toEqual({ ok: true, value: handle });
    expect(checkHandle(handle)).toEqual({ ok: true, value: handle });
  });

  it.each([
    ['TOO_SHORT', ['', 'ab', '  ab  ']],
    [
      'TOO_LONG',
      ['a'.repeat(31), 'a'.repeat(1e6), '019ab3c2-7d1e-7abc-8def-0123456789ab', '019ab3c27d1e7abc8def0123456789ab'],
    ],
    [
      'FORBIDDEN_CHARACTER',
      ['ada lovelace', 'adä', 'аda', '＠ada', '@ada', 'ada!', 'ada/..', 'ada\n1', '\u212Aelvin', 'ſam', 'ada\u200B'],
    ],
    ['MISPLACED_PUNCTUATION', ['.ada', 'ada.', '-ada', '_ada', 'ada..l', 'ada._l', '...']],
    [
      'RESERVED',
      [
        'admin',
        'Admin',
        'ADM1N',
        'a.d.m.i.n',
        'r00t',
        'profi1e',
        'r-n-e',
        'vvebmaster',
        'null',
        'robots.txt',
        'support',
      ],
    ],
  ])('%s', (reason, inputs) => {
    const reasons = inputs.map((input) => [input.slice(0, 40), checkHandle(input)]);
    expect(reasons).toEqual(
      inputs.map((input) => [input.slice(0, 40), { ok: false, reason, message: expect.any(String) }]),
    );
  });

  it('lists each reserved word once, in lower case', () => {
    expect(new Set(RESERVED_HANDLES).size).toBe(RESERVED_HANDLES.length);
    expect(RESERVED_HANDLES.filter((word) => word !== word.toLowerCase())).toEqual([]);
  });
});

describe('handles that look alike', () => {
  it.each([
    ['ada', ['ADA', 'a.d.a', 'a_da', 'аdа', 'ａｄａ', 'adá', '𝓪𝓭𝓪', 'ⓐⓓⓐ']],
    ['oliver', ['0liver', 'o1iver', '0llver', 'oIiver', 'o-l-i-v-e-r', 'оliver']],
    ['marnie', ['rnarnie', 'mamie', 'marn1e', 'rn-arn.ie']],
    ['wanda', ['vvanda', 'v-vanda']],
  ])('%s', (handle, others) => {
    const skeletons = others.map((other) => [other, handleSkeleton(other)]);
    expect(skeletons).toEqual(others.map((other) => [other, handleSkeleton(handle)]));
  });

  it.each([
    ['ada', 'eda'],
    ['adam', 'adan'],
    ['user2', 'user3'],
    ['wim', 'vim'],
  ])('%s and %s do not', (one, other) => {
    expect(handleSkeleton(one)).not.toBe(handleSkeleton(other));
  });
});
