// The passwords that are tried first: those that leaked most often, and one of them with a few digits around it.
import { dictionary } from '@zxcvbn-ts/language-common';

const minWordLength = 6;
const maxDecorationLength = 6;

let words: ReadonlySet<string> | undefined;

// Read at the first password, not by processes that never see one. Shorter words need so much around them that the
// whole is no common password.
const commonWords = (): ReadonlySet<string> => {
  words ??= new Set(dictionary['passwords-common'].filter((word) => word.length >= minWordLength));
  return words;
};

const leet: Readonly<Record<string, string>> = {
  '0': 'o',
  '1': 'i',
  '3': 'e',
  '4': 'a',
  '5': 's',
  '7': 't',
  '@': 'a',
  $: 's',
};
const plain = (text: string): string => text.replace(/[013457@$]/g, (sign) => leet[sign] ?? sign);

/** Whether the text, in lower case, is a common password, also with some digits and signs before and after it. */
export function isCommonPassword(text: string): boolean {
  const common = commonWords();
  if (common.has(text)) return true;
  const core = text.replace(/^[^\p{L}]+|[^\p{L}]+$/gu, '');
  if (text.length - core.length > maxDecorationLength) return false;
  return [core, core.replace(/[^\p{L}\p{N}]/gu, ''), plain(core), plain(text)].some((spelling) => common.has(spelling));
}
