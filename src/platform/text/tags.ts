// Tags (interests, skills): short plain texts that are the same tag however they are typed.
import { accept, type Checked, refuse } from './checked.ts';
import { foldForComparing } from './fold.ts';
import { normalizePlainText, type PlainTextReason } from './plain-text.ts';

export type TagReason = PlainTextReason | 'TOO_MANY';

/** One tag on one line, with single spaces inside. */
export function normalizeTag(input: string, options: { maxGraphemes: number }): Checked<string, PlainTextReason> {
  const text = normalizePlainText(input, options);
  return text.ok ? accept(text.value.replace(/\p{Zs}+/gu, ' ')) : text;
}

/** The form in which two spellings of one tag agree; for comparing and finding. */
export const tagKey = (tag: string): string => foldForComparing(tag).replace(/\s+/gu, ' ').trim();

/** Keeps the first spelling of each tag, in order. */
export function distinctTags(tags: readonly string[]): string[] {
  const firstByKey = new Map<string, string>();
  for (const tag of tags) {
    const key = tagKey(tag);
    if (!firstByKey.has(key)) firstByKey.set(key, tag);
  }
  return [...firstByKey.values()];
}

/** Normalises at most `max` tags and drops repetitions; the first tag that cannot be kept refuses the list. */
export function normalizeTags(
  list: readonly string[],
  options: { max: number; maxGraphemes: number },
): Checked<string[], TagReason> {
  if (list.length > options.max) return refuse('TOO_MANY', `may have at most ${options.max} entries`);
  const tags: string[] = [];
  for (const entry of list) {
    const tag = normalizeTag(entry, options);
    if (!tag.ok) return tag;
    tags.push(tag.value);
  }
  return accept(distinctTags(tags));
}
