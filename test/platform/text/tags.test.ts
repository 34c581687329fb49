import { normalizeTags } from '../../../src/platform/text/tags.ts';

const OPTIONS = { max: 5, maxGraphemes: 20 };

describe('tags', () => {
  it('keeps the first spelling of each', () => {
    expect(normalizeTags(['TypeScript', ' typescript', 'Ｔｙｐｅｓｃｒｉｐｔ', 'C++'], OPTIONS)).toEqual({
      ok: true,
      value: ['TypeScript', 'C++'],
    });
    expect(normalizeTags(['machine  learning', 'Machine Learning', 'Cafe\u0301', 'CAFÉ'], OPTIONS)).toEqual({
      ok: true,
      value: ['machine learning', 'Café'],
    });
  });

  it('changes a list only once', () => {
    const once = normalizeTags([' a\u3000b ', 'A B', 'straße', 'STRASSE'], OPTIONS);
    expect(once).toEqual({ ok: true, value: ['a b', 'straße'] });
    expect(once.ok && normalizeTags(once.value, OPTIONS)).toEqual(once);
  });

  it.each([
    ['TOO_MANY', ['a', 'b', 'c', 'd', 'e', 'f']],
    ['TOO_LONG', ['a'.repeat(21)]],
    ['EMPTY', ['fine', '  ']],
    ['CONTROL_CHARACTER', ['a\nb']],
    ['ZERO_WIDTH', ['type\u200Bscript']],
  ])('refuses with %s', (reason, list) => {
    expect(normalizeTags(list, OPTIONS)).toMatchObject({ ok: false, reason });
  });
});
