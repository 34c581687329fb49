import { normalizePlainText, type PlainTextReason } from '../../../src/platform/text/plain-text.ts';

const NAME = { maxGraphemes: 100, rejectTicks: true };
const BIO = { maxGraphemes: 2000, multiline: true };

const reasonFor = (input: string, options = NAME): PlainTextReason | 'kept' => {
  const text = normalizePlainText(input, options);
  return text.ok ? 'kept' : text.reason;
};

const NAMES = [
  ['Ada Lovelace', "Sinéad O'Connor", 'Jean-Luc Ångström', 'Łucja Żółć', 'Þórdís Ævarsdóttir', 'Dvořák', 'X Æ A-12'],
  ['Nguyễn Thị Hồng Ngọc', 'Trần Đặng Hữu Phước', 'Ọlábísí Ṣóyínká', 'Ǹjọkú', 'ʻIolani Kahananui', 'Mātene Ngāpō'],
  [
    'Αλέξανδρος Παπαδόπουλος',
    'Юлія Їжакевич',
    'Ёлкин Пётр',
    'Ђорђе Његош',
    'Гэрэлмаа',
    'Հասմիկ Պապյան',
    'ნინო ჯავახიშვილი',
  ],
  [
    'שרה לוי',
    'שָׂרָה בֶּן־דָּוִד',
    'עַזְרִיאֵ֑ל',
    'محمد بن سلمان',
    'مُحَمَّدٌ',
    'فاطمه علی\u200Cزاده',
    'ڈاکٹر خُرَّم',
    'ايم \u200Cډي',
    'ه\u200D',
    'ܐܦܪܝܡ',
    'އަޙްމަދު',
  ],
  ['प्रियंका शर्मा', 'ज़ाकिर हुसैन', 'श्रीकृष्ण', 'क्\u200Dष', 'রবীন্দ্রনাথ ঠাকুর', 'র\u200D্যাব', 'ਗੁਰਪ੍ਰੀਤ ਸਿੰਘ', 'કૃષ્ણા પટેલ', 'ସୁଜାତା'],
  ['தமிழ்ச்செல்வி', 'శ్రీనివాస్', 'ಕೃಷ್ಣಮೂರ್ತಿ', 'ഉണ്ണികൃഷ്ണന്\u200D', 'ශ්\u200Dරී ලංකා', 'สมศักดิ์ ทองอยู่', 'กำปั่น น้ำใจ', 'ສົມພອນ'],
  ['བསྟན་འཛིན་རྒྱ་མཚོ', 'ཀརྨ་བསོད་ནམས', 'အောင်ဆန်းစုကြည်', 'မြွှောင့်', 'សុខ\u200Bចាន់ធី', 'ស្រ្តី', 'ᠪᠣᠷᠵᠢᠭᠢᠨ', 'ᠰᠠᠷ\u180Eᠠ', 'ᬓᬺᬱ᭄ᬡ', 'ꦱꦶꦠꦶ'],
  [
    '王小明',
    '諸葛孔明',
    '𠮷野家',
    '葛\u{E0100}飾',
    '渡邉　花子',
    'さくら',
    'レイ',
    'ﾊﾝｶｸ',
    '김민준',
    '이서연',
    'ㄅㄆㄇ',
    '阿依古丽·买买提',
  ],
  ['አበበ ቢቂላ', 'ⵜⵉⵏⵎⵍ', 'ߒߞߏ', '𞤀𞤣𞤤𞤢𞤥', 'ᏣᎳᎩ', 'ᐃᓄᒃ', 'ꪎꪺꪜꪱ', '𐐔𐐯𐑅𐐨𐑉𐐯𐐻', 'ᮞᮥᮔ᮪ᮓ'],
  [
    'Prince ☥',
    'Zoë ⭐',
    '👩🏽\u200D🚀 Sally',
    '🏳\uFE0F\u200D🌈 Kim',
    '🏴\u{E0067}\u{E0062}\u{E0073}\u{E0063}\u{E0074}\u{E007F} Iona',
    '🇨🇭 Heidi',
    '❤\uFE0F Lou',
  ],
  [
    '7\uFE0F\u20E3 of Nine',
    '👨\u200D👩\u200D👧\u200D👦',
    '👩🏽\u200D❤\uFE0F\u200D💋\u200D👩🏻',
    '🏃🏽\u200D♀\uFE0F\u200D➡\uFE0F',
  ],
].flat();

describe('names of the whole world', () => {
  it.each(NAMES)('keeps %s', (name) => {
    expect(normalizePlainText(name, NAME)).toEqual({ ok: true, value: name.normalize('NFC') });
  });

  it.each(NAMES)('keeps %s typed with separate marks', (name) => {
    expect(normalizePlainText(name.normalize('NFD'), NAME)).toEqual({ ok: true, value: name.normalize('NFC') });
  });
});

describe('what is normalised', () => {
  it.each([
    ['  Ada  Lovelace\u3000', 'Ada  Lovelace'],
    ['\uFEFFAda\r\n', 'Ada'],
    ['Zoe\u0308', 'Zoë'],
    ['<b>&amp;</b>', '<b>&amp;</b>'],
  ])('%j becomes %j', (typed, kept) => {
    expect(normalizePlainText(typed, NAME)).toEqual({ ok: true, value: kept });
  });

  it('keeps lines and tabs where lines are welcome, with one kind of line end', () => {
    expect(normalizePlainText('a\r\n\tb\rc\n', BIO)).toEqual({ ok: true, value: 'a\n\tb\nc' });
  });

  it.each([...NAMES, '  a\u0301 ', '\u2000x\u2001', '\uFB2C', 'a\r\n\r\nb', 'שלום C++\u200E!'])(
    'changes %j only once',
    (typed) => {
      const once = normalizePlainText(typed, BIO);
      if (!once.ok) throw new Error(once.message);
      expect(normalizePlainText(once.value, BIO)).toEqual(once);
    },
  );
});

describe('what is refused', () => {
  it.each<[PlainTextReason, string[]]>([
    ['EMPTY', ['', '   ', '\u3000', '\u2800\u2800', '\u3164', '\u200B', '\uFEFF']],
    ['CONTROL_CHARACTER', ['a\u0000b', 'a\u001Bb', 'a\u007Fb', 'a\u0085b', 'a\nb', 'a\tb', 'a\u2028b', 'a\u2029b']],
    ['BIDI_CONTROL', ['Ada\u202Efdp.exe', '\u202AAda', 'a\u2066b\u2069', 'a\u2068b']],
    ['LONE_SURROGATE', ['a\uD83D', '\uDE00b', '\uDE00\uD83D']],
    ['UNASSIGNED_CHARACTER', ['\uE000', 'Ada \uF8FF', 'a\uFFFF', 'a\uFDD0', 'a\u{1FFFE}', 'a\u{10FFFD}', '\u0378']],
    [
      'TOO_MANY_MARKS',
      [
        'x\u0301\u0302\u0303\u0304\u0305',
        'x\u0302\u0303\u0307\u0308\u0307\u0308',
        '\u0301a',
        'ก็็็',
        'ก็้็้็',
        `a${'\u0489\u0488'.repeat(3)}`,
        `ཀ${'ྐྑ'.repeat(5)}`,
      ],
    ],
    ['TOO_MANY_MARKS', [`👨${'\u200D👨'.repeat(20)}`, 'ᄀ'.repeat(40)]],
    [
      'ZERO_WIDTH',
      [
        'Ad\u200Ba',
        'Ad\u200Ca',
        'Ad\u200Da',
        'Ad\u2060a',
        'Ad\uFEFFa',
        'Ad\u00ADa',
        'Ad\u034Fa',
        'Ad\u115Fa',
        'Ad\u3164a',
      ],
    ],
    [
      'ZERO_WIDTH',
      [
        'Ada\u200E',
        'Ada\u200F',
        'Ada\uFE0F',
        'Ada\uFE00',
        '1\uFE0F',
        'Ada\u{E0100}',
        'Ada\u180B',
        'Ada\u{1D173}',
        'Ada\u2063',
      ],
    ],
    [
      'ZERO_WIDTH',
      [
        'علی\u200C',
        'q\u0308\u200D',
        'Oʼ\u200DAda',
        'q\u0308\u200E',
        'علی\u200C\u200Cزاده',
        'علی\u200F\u200Fزاده',
        'Ada\u200Dعلی',
        '👩\u200DAda',
        'Ada\u200D👩',
      ],
    ],
    ['ZERO_WIDTH', ['Ada\u{E0041}\u{E0064}', '🏴\u{E0067}\u{E0062}', '🏳\u{E0067}\u{E0062}\u{E0065}\u{E007F}']],
    [
      'LOOKALIKE_BADGE',
      [
        'Ada ✓',
        'Ada ✔\uFE0F',
        '☑ Ada',
        'Ada✅',
        'Ada 🗸',
        'Ada 🗹',
        'Ada √',
        'Ada ꪜ',
        'Ada ꪜꪜ',
        'Ada ⓥ',
        'Ada 🅥',
        'Ada 🛡\uFE0F',
        'V\u20DD',
      ],
    ],
    ['TOO_LONG', ['a'.repeat(101), '👨\u200D👩\u200D👧'.repeat(101), ' '.repeat(1e6), 'e\u0301'.repeat(1e6)]],
  ])('%s', (reason, inputs) => {
    expect(inputs.map((input) => [input.slice(0, 20), reasonFor(input)])).toEqual(
      inputs.map((input) => [input.slice(0, 20), reason]),
    );
  });

  it('lets ticks pass where nobody is named', () => {
    expect(reasonFor('✓ done ✅', { maxGraphemes: 20, rejectTicks: false })).toBe('kept');
  });

  it('counts what people count', () => {
    const ten = { maxGraphemes: 10, rejectTicks: true };
    expect(reasonFor('👨\u200D👩\u200D👧\u200D👦'.repeat(10), ten)).toBe('kept');
    expect(reasonFor('👨\u200D👩\u200D👧\u200D👦'.repeat(11), ten)).toBe('TOO_LONG');
    expect(reasonFor('ཀྱི'.repeat(10), ten)).toBe('kept');
  });

  it.each([
    'a',
    '\u0301',
    '\u200D',
    '\u200C',
    '👨\u200D',
    '\uD83D',
    '\u202E',
    'ᄀ',
    '\r',
    ' \u200B',
    'क्\u200D',
    '\uFB2C',
    'ꪜ',
  ])('a megabyte of %j', (unit) => {
    const reason = reasonFor(unit.repeat(1e6 / unit.length));
    expect(reason).toBe('TOO_LONG');
  });

  it('says why in words that follow the name of a field', () => {
    expect(normalizePlainText('Ada ✓', NAME)).toMatchObject({
      message: 'must not contain ticks or badges, which would look like a verification',
    });
    expect(normalizePlainText('a'.repeat(101), NAME)).toMatchObject({ message: 'may have at most 100 characters' });
  });
});
