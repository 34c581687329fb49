// Which passwords are taken: long enough, and none of those that are tried first. No rules about kinds of characters:
// they make passwords worse (NIST SP 800-63B, 3.1.1.2).
import Joi from 'joi';
import { foldForComparing } from '../platform/text/fold.ts';
import { isCommonPassword } from './common-passwords.ts';
import { weakPassword } from './errors.ts';
import { canonicalPassword } from './password.ts';

const minLength = 12;
const maxLength = 256;
// Code units as typed: 256 characters may take two each, and more before they are composed.
const maxTypedLength = 1024;
/** What must be left of a password when everything that an attacker knows of its owner is taken out. */
const minUnknownLength = 6;

const lengthOf = (password: string): number => [...canonicalPassword(password)].length;

/** A new password, as typed. Characters are code points after NFC. */
export const newPassword = (): Joi.StringSchema =>
  Joi.string()
    .max(maxTypedLength)
    .custom((password: string, helpers) => {
      // Half a surrogate pair has no bytes of its own: different passwords would be one.
      if (/\p{Surrogate}/u.test(password)) return helpers.error('password.broken');
      const length = lengthOf(password);
      return length >= minLength && length <= maxLength ? password : helpers.error('password.length');
    })
    .messages({
      'password.length': `{{#label}} must have ${minLength} to ${maxLength} characters`,
      'password.broken': '{{#label}} must be text',
      'string.empty': '{{#label}} must not be empty',
    })
    .description(
      `${minLength} to ${maxLength} characters (Unicode code points after NFC), as typed: nothing is cut off or trimmed.`,
    )
    .example('correct horse battery');

/** Made of one short piece over and over: `aaaaaaaaaaaa`, `abcabcabcabc`. */
function isRepetition(text: string): boolean {
  const period = `${text}${text}`.indexOf(text, 1);
  return period < text.length && period < minLength;
}

/** Each character follows the one before: `abcdefghijkl`, `987654321098`. */
function isSequence(text: string): boolean {
  const points = [...text].map((character) => character.codePointAt(0) ?? 0);
  const steps = points.slice(1).map((point, at) => point - (points[at] ?? 0));
  const [first = 0] = steps;
  // From 9 one goes on with 0, or back.
  const isStep = (step: number) => step === first || (/^\d+$/.test(text) && step === -9 * first);
  return Math.abs(first) === 1 && steps.every(isStep);
}

const wordsOf = (text: string): string[] => foldForComparing(text).match(/[\p{L}\p{M}\p{N}]{3,}/gu) ?? [];

function isMadeOf(password: string, known: readonly string[]): boolean {
  const words = known.flatMap(wordsOf).sort((a, b) => b.length - a.length);
  const rest = words.reduce((left, word) => left.replaceAll(word, ''), password);
  return rest !== password && rest.replace(/[^\p{L}\p{M}\p{N}]/gu, '').length < minUnknownLength;
}

/**
 * Refuses what is guessed first. Judges the password alone, so that the answer tells nothing about any account.
 * @param known what everybody knows of the owner: address, names
 * @throws WEAK_PASSWORD with the reason as a sentence
 */
export function requireStrongPassword(password: string, known: readonly (string | null | undefined)[]): void {
  const folded = foldForComparing(canonicalPassword(password));
  if (isRepetition(folded)) throw weakPassword({ message: 'This password repeats itself. Choose another one.' });
  if (isSequence(folded)) throw weakPassword({ message: 'This password is a row of neighbours. Choose another one.' });
  if (isCommonPassword(folded))
    throw weakPassword({ message: 'This password is one of those that are tried first. Choose another one.' });
  const texts = known.filter((text): text is string => typeof text === 'string');
  if (isMadeOf(folded, texts))
    throw weakPassword({ message: 'This password is made of your name or address. Choose another one.' });
}
