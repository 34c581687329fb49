import { normalizeBirthday } from '../../../src/platform/text/birthday.ts';
import { normalizeLanguageTag, normalizeTimeZone } from '../../../src/platform/text/locale.ts';
import { normalizePhone } from '../../../src/platform/text/phone.ts';
import { normalizeHttpUrl } from '../../../src/platform/text/web-address.ts';

describe('a link', () => {
  it.each([
    'https://example.com',
    'HTTP://Example.com:8080/A/../b?q=a%20b#c',
    'https://bücher.example/père?q=ü',
    'https://例え.テスト/絵文字/👨\u200D👩\u200D👧',
    'https://[2001:db8::1]/',
    'https://example.com/@ada',
  ])('%s is kept as typed', (url) => {
    expect(normalizeHttpUrl(` ${url}\n`)).toEqual({ ok: true, value: url });
  });

  it.each([
    [
      'NOT_HTTP',
      [
        'javascript:alert(1)',
        'JaVaScRiPt:alert(1)',
        'data:text/html,x',
        'ftp://example.com',
        'example.com',
        '//example.com',
        'mailto:a@b.c',
        'vbscript:x',
      ],
    ],
    [
      'NOT_HTTP',
      [
        'http:example.com',
        'http:/example.com',
        'https://',
        'https:///example.com',
        'https://?x',
        'httpss://example.com',
        ' ﹨https://x.com',
      ],
    ],
    [
      'HAS_CREDENTIALS',
      [
        'https://ada@example.com',
        'https://ada:secret@example.com',
        'https://@example.com',
        'https://example.com\\@evil.test',
      ],
    ],
    [
      'NOT_A_URL',
      [
        'https://exa mple.com',
        'http:// example.com',
        'https://example.com:99999',
        'https://a\\b.com',
        'https://[::1',
        'https://%',
        'https://example.com/a b',
      ],
    ],
    ['CONTROL_CHARACTER', ['java\nscript:alert(1)', 'https://exam\tple.com', 'https://example.com/\u0000']],
    ['BIDI_CONTROL', ['https://example.com/\u202Egpj.exe']],
    ['ZERO_WIDTH', ['https://exam\u200Bple.com', 'https://exam\u00ADple.com']],
    ['TOO_LONG', [`https://example.com/${'a'.repeat(2048)}`, 'a'.repeat(1e6)]],
  ])('%s', (reason, inputs) => {
    const found = inputs.map((input) => [input.slice(0, 40), normalizeHttpUrl(input)]);
    expect(found).toEqual(
      inputs.map((input) => [input.slice(0, 40), { ok: false, reason, message: expect.any(String) }]),
    );
  });
});

describe('a language', () => {
  it.each([
    ['en', 'en'],
    ['EN-us', 'en-US'],
    [' zh-hant-tw ', 'zh-Hant-TW'],
    ['iw', 'he'],
    ['de-ch-1996', 'de-CH-1996'],
    ['gsw', 'gsw'],
  ])('%s is %s', (typed, tag) => {
    expect(normalizeLanguageTag(typed)).toEqual({ ok: true, value: tag });
  });

  it.each(['', 'english', 'e', 'en_US', 'en-', 'root', 'x-private', '*', 'en;q=0.8', 'en\u0000', 'a'.repeat(1e6)])(
    '%.20s is none',
    (typed) => {
      expect(normalizeLanguageTag(typed)).toMatchObject({ ok: false, reason: 'NOT_A_LANGUAGE' });
    },
  );
});

describe('a time zone', () => {
  it.each([
    ['Europe/Zurich', 'Europe/Zurich'],
    ['america/new_york', 'America/New_York'],
    ['Asia/Kolkata', 'Asia/Kolkata'],
    ['asia/calcutta', 'Asia/Kolkata'],
    ['Europe/Kyiv', 'Europe/Kyiv'],
    ['America/Argentina/Buenos_Aires', 'America/Argentina/Buenos_Aires'],
    ['utc', 'UTC'],
    ['Etc/GMT+5', 'Etc/GMT+5'],
  ])('%s is %s', (typed, zone) => {
    expect(normalizeTimeZone(typed)).toEqual({ ok: true, value: zone });
  });

  it('keeps every zone that the platform offers, or gives it one name that stays', () => {
    const renamedAgain = Intl.supportedValuesOf('timeZone').filter((zone) => {
      const once = normalizeTimeZone(zone);
      const twice = once.ok ? normalizeTimeZone(once.value) : undefined;
      return !once.ok || !twice?.ok || twice.value !== once.value;
    });
    expect(renamedAgain).toEqual([]);
  });

  it.each([
    '',
    '+01:00',
    '-0500',
    'GMT+1',
    'Europe',
    'Mars/Olympus',
    'Europe/Zurich\u0000',
    '../etc/passwd',
    'a'.repeat(1e6),
  ])('%.20s is none', (typed) => {
    expect(normalizeTimeZone(typed)).toMatchObject({ ok: false, reason: 'NOT_A_TIME_ZONE' });
  });
});

describe('a telephone number', () => {
  it.each([
    ['+41446681800', '+41446681800'],
    [' +41 44 668 18 00 ', '+41446681800'],
    ['+1 (202) 224-3441', '+12022243441'],
    ['+44 (0)20 7946 0018', '+442079460018'],
    ['＋４９　３０．１２３４５６', '+4930123456'],
    ['\u202A+33\u00A01\u201123 45 67 89\u202C', '+33123456789'],
  ])('%j is %s', (typed, number) => {
    expect(normalizePhone(typed)).toEqual({ ok: true, value: number });
  });

  it.each([
    '',
    '044 668 18 00',
    '0041446681800',
    '+0446681800',
    '+41',
    '+123456',
    '+1234567890123456',
    '+41 44 CALL ME',
    '+41+44668180',
    'tel:+41446681800',
    '+4144668\u00001800',
    `+${'1'.repeat(1e6)}`,
  ])('%.30s is none', (typed) => {
    expect(normalizePhone(typed)).toMatchObject({ ok: false, reason: 'NOT_A_PHONE_NUMBER' });
  });
});

describe('a birthday', () => {
  const now = new Date('2030-06-15T12:00:00Z');

  it.each([
    ['1815-12-10', '1815-12-10'],
    ['2000-02-29', '2000-02-29'],
    ['0050-01-01', '0050-01-01'],
    ['--02-29', '--02-29'],
    ['0000-12-31', '--12-31'],
    ['2030-06-16', '2030-06-16'], // it is tomorrow already in Kiritimati
  ])('%s is %s', (typed, date) => {
    expect(normalizeBirthday(typed, now)).toEqual({ ok: true, value: date });
    expect(normalizeBirthday(date, now)).toEqual({ ok: true, value: date });
  });

  it.each([
    ['IN_THE_FUTURE', ['2030-06-17', '9999-12-31']],
    [
      'NOT_A_DATE',
      ['', '1999-02-29', '1900-02-29', '--02-30', '0000-04-31', '2000-13-01', '2000-00-10', '2000-1-1', '10.12.1815'],
    ],
    [
      'NOT_A_DATE',
      [
        '20000101',
        '2000-01-01T00:00:00Z',
        '-0001-01-01',
        '+12000-01-01',
        '---01-01',
        '-01-01',
        '١٩٩٠-01-01',
        '2000-01-01\u0000',
      ],
    ],
  ])('%s', (reason, inputs) => {
    const found = inputs.map((input) => [input, normalizeBirthday(input, now)]);
    expect(found).toEqual(inputs.map((input) => [input, { ok: false, reason, message: expect.any(String) }]));
  });
});
