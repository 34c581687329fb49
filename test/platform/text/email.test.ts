import { normalizeEmail } from '../../../src/platform/text/email.ts';

const requireEmail = (input: string) => {
  const email = normalizeEmail(input);
  if (!email.ok) throw new Error(`${input}: ${email.reason}`);
  return email.value;
};

describe('the address to write to', () => {
  it.each([
    [' Ada.Lovelace@Example.COM ', 'Ada.Lovelace@example.com'],
    ['ada+tag@example.com.', 'ada+tag@example.com'],
    ["o'brien_!#$%&*/=?^`{|}~-@sub.example.co.uk", "o'brien_!#$%&*/=?^`{|}~-@sub.example.co.uk"],
    ['ada@bücher.example', 'ada@xn--bcher-kva.example'],
    ['ada@bu\u0308cher.example', 'ada@xn--bcher-kva.example'],
    ['ada@例え。テスト', 'ada@xn--r8jz45g.xn--zckzah'],
    ['ａｄａ＠ｅｘａｍｐｌｅ．ｃｏｍ', 'ada@example.com'],
    ['zoe\u0308@example.com', 'zoë@example.com'],
    ['用户@例子.广告', '用户@xn--fsqu00a.xn--4rr70v'],
    ['संपर्क@डाटामेल.भारत', 'संपर्क@xn--c2bd4bq1db8d.xn--h2brj9c'],
    [`${'a'.repeat(64)}@example.com`, `${'a'.repeat(64)}@example.com`],
  ])('%j is %j', (typed, address) => {
    expect(requireEmail(typed).address).toBe(address);
    expect(requireEmail(address)).toEqual(requireEmail(typed));
  });
});

describe('the key for uniqueness', () => {
  it.each([
    [
      'zoë@example.com',
      [
        'Zoë@example.com',
        'ZOË@EXAMPLE.COM',
        'zoe\u0308@example.com',
        'ｚｏë@example.com',
        ' zoë@example.com. ',
        'zoë@ｅｘａｍｐｌｅ.com',
      ],
    ],
    ['ada@bücher.example', ['ADA@BÜCHER.EXAMPLE', 'ada@xn--bcher-kva.example', 'ada@bu\u0308cher。example']],
    ['strasse@example.com', ['straße@example.com', 'STRASSE@example.com', 'STRAẞE@example.com']],
    ['οδος@example.com', ['ΟΔΟΣ@example.com', 'οδοσ@example.com']],
    ['kelvin@example.com', ['\u212Aelvin@example.com']],
    ['file@example.com', ['ﬁle@example.com']],
  ])('%s has one', (typed, others) => {
    const { key } = requireEmail(typed);
    expect(others.map((other) => [other, requireEmail(other).key])).toEqual(others.map((other) => [other, key]));
  });

  it.each([
    ['ada@example.com', 'a.da@example.com'],
    ['ada@example.com', 'ada+x@example.com'],
    ['ada@example.com', 'аda@example.com'],
    ['zoe@example.com', 'zoë@example.com'],
  ])('%s and %s have two', (one, other) => {
    expect(requireEmail(one).key).not.toBe(requireEmail(other).key);
  });
});

describe('what is no address', () => {
  it.each([
    [
      'NOT_AN_ADDRESS',
      ['', 'ada', '@', 'ada@', '@example.com', 'a@b@example.com', 'ada＠b@example.com', '"a@b"@example.com'],
    ],
    [
      'FORBIDDEN_CHARACTER',
      [
        'a da@example.com',
        '"ada"@example.com',
        '.ada@example.com',
        'ada.@example.com',
        'a..d@example.com',
        'a\u0000@example.com',
      ],
    ],
    [
      'FORBIDDEN_CHARACTER',
      [
        'a\r\nBcc:x@example.com',
        'a\u200Bda@example.com',
        'a\u202Eda@example.com',
        'a,b@example.com',
        '<ada@example.com',
        'ada:x@example.com',
        'a\uD800@example.com',
        '\u0301a@example.com',
        'ﷺ@example.com',
      ],
    ],
    [
      'BAD_DOMAIN',
      [
        'ada@localhost',
        'ada@example',
        'ada@.com',
        'ada@example..com',
        'ada@-a.com',
        'ada@a-.com',
        'ada@[127.0.0.1]',
        'ada@127.0.0.1',
        'ada@0x7f.1',
      ],
    ],
    [
      'BAD_DOMAIN',
      [
        'ada@exa%6dple.com',
        'ada@example.com/x',
        'ada@example.com:25',
        'ada@example.com?x',
        'ada@exa mple.com',
        'ada@a_b.com',
        'ada@example.com..',
        'ada@example.c',
        'ada@xn--a.com',
        `ada@${'a'.repeat(64)}.com`,
        'ada@exam\u00ADple.com',
        'ada@example.com\n.org',
      ],
    ],
    [
      'TOO_LONG',
      [
        `${'a'.repeat(65)}@example.com`,
        `${'é'.repeat(33)}@example.com`,
        `ada@${'a.'.repeat(125)}com`,
        'a'.repeat(1e6),
        `${'@'.repeat(1e6)}`,
      ],
    ],
  ])('%s', (reason, inputs) => {
    const found = inputs.map((input) => [input.slice(0, 40), normalizeEmail(input)]);
    expect(found).toEqual(
      inputs.map((input) => [input.slice(0, 40), { ok: false, reason, message: expect.any(String) }]),
    );
  });
});
