import { normalizePlainText } from '../../../src/platform/text/plain-text.ts';

// Strings that break careless code. Plain text keeps them to the byte: they are only dangerous where something else goes wrong.
const KEPT = [
  [
    'undefined',
    'null',
    'NULL',
    'nil',
    'None',
    'true',
    'false',
    'NaN',
    'Infinity',
    '-Infinity',
    'hasOwnProperty',
    '[object Object]',
  ],
  [
    '__proto__',
    'constructor',
    'prototype',
    'toString',
    '0',
    '-0',
    '00',
    '1e309',
    '1E2',
    '0x0',
    '0b1',
    '1/0',
    '1,000.00',
    '١٢٣',
  ],
  [
    '2147483648',
    '9007199254740993',
    '-9223372036854775809',
    '+1',
    '--1',
    '1.0',
    '.',
    '..',
    '../../../../etc/passwd',
    'C:\\CON',
    'NUL',
  ],
  [
    `' or '1'='1`,
    `'; drop table users; --`,
    `1;select pg_sleep(10)`,
    `" or ""="`,
    '%',
    '_',
    '\\',
    `\\'`,
    '%00',
    '%2e%2e%2f',
    '$1',
    '$$',
    `$\{7*7}`,
  ],
  [
    '{{7*7}}',
    '{{constructor.constructor("return 1")()}}',
    '<%= 1 %>',
    '#{1}',
    '@{1}',
    '*{1}',
    '`id`',
    '$(id)',
    '| id',
    '&& id',
    '; id',
    '> /tmp/x',
  ],
  [
    '<script>alert(1)</script>',
    '"><img src=x onerror=alert(1)>',
    '<svg/onload=alert(1)>',
    'javascript:alert(1)',
    '<!--',
    '-->',
    ']]>',
    '</title>',
  ],
  [
    '<a href="&#106;avascript:alert(1)">x</a>',
    '&lt;b&gt;',
    '&#x202E;',
    '&nbsp;',
    '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY e "e">]>',
    '<?php 1 ?>',
  ],
  [
    '=1+1',
    '+cmd|calc',
    '@SUM(A1)',
    '-1+1',
    'a,b',
    'a;b',
    '"quoted"',
    `'single'`,
    'a"b',
    '“”‘’„‚«»',
    'Robert"); --',
    '#',
    '//',
    '/*',
    '*/',
    '--',
  ],
  [
    '%s%s%s%n',
    '%d',
    '%x',
    '{0}',
    '\\u0000',
    '\\x00',
    '\\r\\n',
    '$HOME',
    '%APPDATA%',
    '~',
    '-rf',
    '--help',
    '(){ :;}; id',
    'Set-Cookie: a=b',
  ],
  [
    '¯\\_(ツ)_/¯',
    '(╯°□°）╯︵ ┻━┻',
    'ಠ_ಠ',
    '( ͡° ͜ʖ ͡°)',
    'ʇxǝʇ uʍop',
    'ⒶⒷⒸ',
    '𝓕𝓪𝓷𝓬𝔂',
    '𝔽𝕦𝕝𝕝',
    'ﬁ ﬂ',
    'ẞß',
    'İıŞş',
    'ǅ',
    'ΣΊΣΥΦΟΣ',
    '㎏',
    '½',
    'Ω≈ç',
    '‰',
  ],
  [
    '田中さんにあげて下さい',
    '﷽',
    'ﷺ',
    '表ポあA鷗ŒéＢ逍Üßªąñ丂㐀𠀀',
    '𠜎𠜱𠝹𠱓',
    '🐵 🙈 🙉',
    '👾🙇💁',
    '❤️💔',
    '🇺🇸🇷🇺🇦🇫',
    '🇺',
    '1️⃣',
    '👋🏿',
    '‽',
    '№',
    '™',
    '€',
    '\uFFFD',
  ],
].flat();

const REFUSED = [
  [
    '\u0000',
    'a\u0000b',
    '\u0001\u0002',
    'a\bb',
    '\u001B[31mred',
    'a\rb',
    'a\nSet-Cookie: b',
    'a\u000Bb',
    '\u0080x',
    '\u009Bx',
    '\u2028',
    'a\u2028b',
  ],
  [
    '\u202Egnp.exe',
    '\u2067rtl\u2069',
    'a\u202Cb',
    '\uD800',
    '\uDC00\uD800',
    'a\uDFFF',
    '\uFFFE',
    '\uFFFF',
    '\u{10FFFF}',
    '\uE000',
    '\uFDEF',
  ],
  [
    '\uFEFFa\uFEFFb',
    'a\u200Bb',
    'a\u2060b',
    'a\u2064b',
    'a\u00ADb',
    '\u180E',
    'a\u180Eb',
    '\uFFF9a\uFFFAb\uFFFB',
    '\u{E0001}a',
    '\u{E0061}\u{E0062}',
    'a\uFE0E',
    '\u3164',
  ],
  ['Z̡̢̧̨̛͚͖̗a̵̶̷̸͇͈͉͍l̴̵̶̷g̴̵̶̷̸o', '\u0300', '⃟a', 'ด้้้้้็็็็็้้้้้', 'a҉҉҉'],
].flat();

const OPTIONS = { maxGraphemes: 200 };

describe('naughty strings', () => {
  it.each(KEPT)('%j comes back as it was', (text) => {
    expect(normalizePlainText(text, OPTIONS)).toEqual({ ok: true, value: text });
  });

  it.each(REFUSED)('%j is refused with a reason', (text) => {
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
