// The text rules as joi types for request schemas. Each carries a length that JSON Schema can say; the rest is in the check.
import Joi from 'joi';
import type { Clock } from '../clock.ts';
import { normalizeBirthday } from './birthday.ts';
import type { Checked } from './checked.ts';
import { EMAIL_MAX_BYTES, normalizeEmail } from './email.ts';
import { checkHandle, HANDLE_MAX_LENGTH } from './handle.ts';
import { LANGUAGE_TAG_MAX_LENGTH, normalizeLanguageTag, normalizeTimeZone, TIME_ZONE_MAX_LENGTH } from './locale.ts';
import { normalizePhone, PHONE_MAX_TYPED_LENGTH } from './phone.ts';
import { maxCodeUnits, normalizePlainText, type PlainTextOptions } from './plain-text.ts';
import { distinctTags, normalizeTag } from './tags.ts';
import { normalizeHttpUrl, URL_MAX_LENGTH } from './web-address.ts';

type Check = (input: string) => Checked<string, string>;

/** A string of at most `maxLength` that becomes what `check` keeps; its refusal is `text.refused` with `reason`. */
function checkedString(maxLength: number, check: Check, tooLong = `at most ${maxLength} characters`): Joi.StringSchema {
  return Joi.string()
    .trim()
    .max(maxLength)
    .custom((input: string, helpers) => {
      if (input.length > maxLength) return input; // refused by max() already: one mistake, one message
      const checked = check(input);
      return checked.ok
        ? checked.value
        : helpers.error('text.refused', { reason: checked.reason, problem: checked.message });
    })
    .messages({
      'text.refused': '{{#label}} {{#problem}}',
      'string.max': `{{#label}} may have ${tooLong}`,
      'string.empty': '{{#label}} must not be empty',
    });
}

/** Plain text by `normalizePlainText`; its `maxLength` in JSON Schema leaves room for graphemes of many code points. */
export function plainText(options: PlainTextOptions): Joi.StringSchema {
  const check: Check = (input) => normalizePlainText(input, options);
  return checkedString(maxCodeUnits(options.maxGraphemes), check, `at most ${options.maxGraphemes} characters`);
}

export const handle = (): Joi.StringSchema => checkedString(HANDLE_MAX_LENGTH, checkHandle);

/** Becomes the address to write to; take the key for uniqueness from `normalizeEmail`. */
export function email(): Joi.StringSchema {
  return checkedString(EMAIL_MAX_BYTES, (input) => {
    const email = normalizeEmail(input);
    return email.ok ? { ok: true, value: email.value.address } : email;
  });
}

export function tags(options: { max: number; maxGraphemes: number }): Joi.ArraySchema<string[]> {
  const tag = checkedString(
    maxCodeUnits(options.maxGraphemes),
    (input) => normalizeTag(input, options),
    `at most ${options.maxGraphemes} characters`,
  );
  return (
    Joi.array<string[]>()
      .items(tag)
      .max(options.max)
      // An entry that is no text is refused already: one mistake, one message.
      .custom((list: string[]) => (list.every((entry) => typeof entry === 'string') ? distinctTags(list) : list))
      .messages({ 'array.max': `{{#label}} may have at most ${options.max} entries` })
  );
}

/** As we write it, in lower case: joi would also take brackets and colons, which PostgreSQL refuses. */
export const uuid = (): Joi.StringSchema => Joi.string().guid({ separator: '-', wrapper: false }).lowercase();

/** A moment that PostgreSQL can keep: ISO 8601 also writes years long before its calendar. */
export const moment = (): Joi.DateSchema => Joi.date().iso().min('0001-01-01T00:00:00Z');

export const httpUrl = (): Joi.StringSchema => checkedString(URL_MAX_LENGTH, normalizeHttpUrl);

export const languageTag = (): Joi.StringSchema => checkedString(LANGUAGE_TAG_MAX_LENGTH, normalizeLanguageTag);

export const timeZone = (): Joi.StringSchema => checkedString(TIME_ZONE_MAX_LENGTH, normalizeTimeZone);

export const phone = (): Joi.StringSchema => checkedString(PHONE_MAX_TYPED_LENGTH, normalizePhone);

export const birthday = ({ clock }: { clock: Clock }): Joi.StringSchema =>
  checkedString('YYYY-MM-DD'.length, (input) => normalizeBirthday(input, clock()));
