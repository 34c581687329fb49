// A letter and a language → subject, text and HTML. Both are laid out from the same sentences, so they cannot disagree.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import Handlebars from 'handlebars';
import type { MailContents, MailTemplate } from '../contracts/mail.ts';
import { type Language, type LanguageCode, languages } from './templates/index.ts';

export interface RenderedMail {
  readonly subject: string;
  readonly text: string;
  readonly html: string;
}

/** What is not about this letter. */
export interface Frame {
  /** The name that stands under the mail. */
  readonly sender: string;
  /** Where mails of its kind are switched off; absent when they cannot be. */
  readonly switchOffUrl?: string;
}

type Value = string | number | readonly string[];
type Compiled = (values: Readonly<Record<string, unknown>>) => string;

const handlebars = Handlebars.create();

/** Strict: a value that is missing is an error, not a gap. Only own properties are read, and no helpers but Handlebars' own. */
const compile = (source: string, { noEscape }: { noEscape: boolean }): Compiled =>
  handlebars.compile(source, { strict: true, knownHelpersOnly: true, noEscape });

const layout = (name: string) => readFileSync(join(import.meta.dirname, 'templates', name), 'utf8');
const layOutHtml = compile(layout('layout.html.hbs'), { noEscape: false });
const layOutText = compile(layout('layout.txt.hbs'), { noEscape: true });

const sentences = new Map<string, Compiled>();

/** A sentence is plain text: the layout of the HTML escapes it as a whole. */
function say(sentence: string, values: Readonly<Record<string, string>>): string {
  const compiled = sentences.get(sentence) ?? compile(sentence, { noEscape: true });
  sentences.set(sentence, compiled);
  return compiled(values);
}

const wordsFor = (value: string, { words }: Language) => (Object.hasOwn(words, value) ? words[value] : value) ?? value;

/** A value as it stands in a sentence: on one line, so that nothing somebody wrote looks like a paragraph of ours. */
function inSentence(value: Value, code: LanguageCode): string {
  if (typeof value === 'number') return new Intl.NumberFormat(code).format(value);
  const said = (text: string) =>
    wordsFor(text, languages[code])
      .replace(/[\p{Cc}\p{Zl}\p{Zp}\s]+/gu, ' ')
      .trim();
  if (typeof value === 'string') return said(value);
  return new Intl.ListFormat(code).format(value.map(said));
}

const filler = Array.from({ length: 60 });

/** @throws when a sentence asks for a value that the letter does not have */
export function renderMail<Name extends MailTemplate>(
  name: Name,
  content: MailContents[Name],
  code: LanguageCode,
  { sender, switchOffUrl }: Frame,
): RenderedMail {
  const language: Language = languages[code];
  const { subject, before, button, code: aboveCode, after = [] } = language.mails[name];
  const given: Readonly<Record<string, Value>> = content;
  const values = Object.fromEntries(Object.entries(given).map(([key, value]) => [key, inSentence(value, code)]));
  const paragraphs = before.map((sentence) => say(sentence, values));
  const page = {
    language: code,
    direction: language.direction,
    subject,
    preview: paragraphs[0],
    filler,
    before: paragraphs,
    button,
    url: values.url,
    aboveCode,
    codeLabel: language.code,
    code: values.code,
    after: after.map((sentence) => say(sentence, values)),
    sender,
    footer: switchOffUrl ? language.optional : language.required,
    switchOff: language.switchOff,
    switchOffUrl,
  };
  return { subject, text: layOutText(page), html: layOutHtml(page) };
}
