import { normalizePlainText } from '../../../src/platform/text/plain-text.ts';
import { keptStrings, refusedStrings } from '../../support/naughty-strings.ts';

const OPTIONS = { maxGraphemes: 200 };

describe('naughty strings', () => {
  it.each(keptStrings)('%j comes back as it was', (text) => {
    expect(normalizePlainText(text, OPTIONS)).toEqual({ ok: true, value: text });
  });

  it.each(refusedStrings)('%j is refused with a reason', (text) => {
    expect(normalizePlainText(text, OPTIONS)).toEqual({
      ok: false,
      reason: expect.stringMatching(/^[A-Z_]+$/),
      message: expect.stringMatching(/^(must|may) /),
    });
  });

  it('every single character is kept to the byte or refused, and kept again the second time', () => {
    const unstable: string[] = [];
    for (let codePoint = 0; codePoint <= 0x10ffff; codePoint += codePoint < 0x3000 ? 1 : 37) {
      const typed = `x${String.fromCodePoint(codePoint)}y`;
      const once = normalizePlainText(typed, OPTIONS);
      if (!once.ok) continue;
      const twice = normalizePlainText(once.value, OPTIONS);
      if (!twice.ok || twice.value !== once.value || once.value !== typed.normalize('NFC'))
        unstable.push(codePoint.toString(16));
    }
    expect(unstable).toEqual([]);
  });
});
