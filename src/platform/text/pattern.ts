// Regular expressions that other people bring, run by RE2: in time linear in the text, whatever the pattern. What cannot
// be had at that price (back-references, looking around) is refused.
import { RE2JS, RE2JSException } from 're2js';

/** Longer texts do not match. */
export const maxMatchedLength = 1024;
const maxSourceLength = 256;

export interface LinearPattern {
  test(text: string): boolean;
}

/** Compiles `source`, in the syntax of JavaScript as far as RE2 has it. @throws SyntaxError with a reason for its author */
export function compilePattern(source: string): LinearPattern {
  if (source.length > maxSourceLength)
    throw new SyntaxError(`a pattern may have at most ${maxSourceLength} characters`);
  if (/\\k/.test(source)) throw new SyntaxError('back-references are not supported');
  try {
    new RegExp(source, 'u'); // RE2 knows spellings that JavaScript, and so the form in a browser, does not
    const pattern = RE2JS.compile(RE2JS.translateRegExp(source));
    return { test: (text) => text.length <= maxMatchedLength && pattern.matcher(text).find() };
  } catch (error) {
    if (error instanceof RE2JSException || error instanceof SyntaxError) throw new SyntaxError(error.message);
    throw error;
  }
}
