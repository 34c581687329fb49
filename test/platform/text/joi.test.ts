import Joi from 'joi';
import * as text from '../../../src/platform/text/joi.ts';

const clock = () => new Date('2030-06-15T12:00:00Z');

const schema = Joi.object({
  displayName: text.plainText({ maxGraphemes: 50, rejectTicks: true }),
  bio: text.plainText({ maxGraphemes: 500, multiline: true }).allow(null),
  handle: text.handle(),
  email: text.email(),
  skills: text.tags({ max: 3, maxGraphemes: 10 }),
  website: text.httpUrl(),
  language: text.languageTag(),
  timezone: text.timeZone(),
  phone: text.phone(),
  birthday: text.birthday({ clock }),
});

const mistakes = (input: object) =>
  schema.validate(input, { abortEarly: false }).error?.details.map(({ path, message }) => [path.join('.'), message]);

describe('the text rules in a request schema', () => {
  it('normalise what they keep', () => {
    const kept = schema.validate({
      displayName: ' Zoe\u0308 ',
      bio: 'a\r\nb',
      handle: 'Zoe.L',
      email: 'Zoe@Example.COM',
      skills: ['Go', 'GO', 'Rust '],
      website: ' https://example.com ',
      language: 'pt-br',
      timezone: 'asia/kolkata',
      phone: '+41 44 668 18 00',
      birthday: '0000-12-31',
    });
    expect(kept.error).toBeUndefined();
    expect(kept.value).toEqual({
      displayName: 'Zoë',
      bio: 'a\nb',
      handle: 'zoe.l',
      email: 'Zoe@example.com',
      skills: ['Go', 'Rust'],
      website: 'https://example.com',
      language: 'pt-BR',
      timezone: 'Asia/Kolkata',
      phone: '+41446681800',
      birthday: '--12-31',
    });
    expect(schema.validate(kept.value).value).toEqual(kept.value);
  });

  it('name each mistake once, in words', () => {
    expect(
      mistakes({
        displayName: 'Ada ✓',
        handle: 'admin',
        skills: ['ok', 'a\u200Bb'],
        website: 'ftp://x',
        birthday: '2031-01-01',
      }),
    ).toEqual([
      ['displayName', '"displayName" must not contain ticks or badges, which would look like a verification'],
      ['handle', '"handle" is reserved, or looks like one that is'],
      ['skills.1', '"skills[1]" must not contain invisible characters'],
      ['website', '"website" must begin with http:// or https://'],
      ['birthday', '"birthday" must not be in the future'],
    ]);
    expect(
      mistakes({
        displayName: 'a'.repeat(60),
        bio: 'a'.repeat(1e6),
        handle: 'a'.repeat(99),
        skills: ['a', 'b', 'c', 'd'],
      }),
    ).toEqual([
      ['displayName', '"displayName" may have at most 50 characters'],
      ['bio', '"bio" may have at most 500 characters'],
      ['handle', '"handle" may have at most 30 characters'],
      ['skills', '"skills" may have at most 3 entries'],
    ]);
    expect(mistakes({ displayName: '   ', handle: 5, bio: null })).toEqual([
      ['displayName', '"displayName" must not be empty'],
      ['handle', '"handle" must be a string'],
    ]);
  });

  it('give the reason to machines', () => {
    const detail = schema.validate({ displayName: 'a\u202Eb' }).error?.details[0];
    expect(detail).toMatchObject({ type: 'text.refused', context: { reason: 'BIDI_CONTROL' } });
  });

  it('can be written as JSON Schema', () => {
    const jsonSchema = schema['~standard'].jsonSchema.input({ target: 'draft-2020-12' });
    expect(jsonSchema).toMatchObject({
      properties: {
        displayName: { type: 'string', minLength: 1, maxLength: 800 },
        handle: { type: 'string', maxLength: 30 },
        email: { type: 'string', maxLength: 254 },
        skills: { type: 'array', maxItems: 3, items: { type: 'string', maxLength: 160 } },
        website: { type: 'string', maxLength: 2048 },
        birthday: { type: 'string', maxLength: 10 },
      },
    });
  });
});
