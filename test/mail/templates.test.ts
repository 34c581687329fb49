// The sentences of mails: all there in every language, filled in without gaps, and never markup of somebody else.
import type { MailContents, MailTemplate } from '../../src/contracts/mail.ts';
import { isRequired, mailNotifications } from '../../src/contracts/notifications.ts';
import { type RenderedMail, renderMail } from '../../src/mail/render.ts';
import { type Language, type LanguageCode, languageFor, languages } from '../../src/mail/templates/index.ts';
import { imageTooLarge, imageUnreadable, unsupportedImageType } from '../../src/platform/image/errors.ts';
import { fieldNames, fieldOf } from '../../src/profiles/index.ts';
import { sampleLetters } from '../support/letters.ts';

const codes = Object.keys(languages) as LanguageCode[];
const names = Object.keys(sampleLetters) as MailTemplate[];
const every = codes.flatMap((code) => names.map((name) => [code, name] as const));

const languageOf = (code: LanguageCode): Language => languages[code];
const render = (name: MailTemplate, code: LanguageCode, content: object = sampleLetters[name]): RenderedMail =>
  renderMail(name, content as MailContents[MailTemplate], code, { sender: 'Ada & Co' });

function sentencesOf(code: LanguageCode, name: MailTemplate): string[] {
  const { subject, before, button, code: aboveCode, after = [] } = languageOf(code).mails[name];
  return [subject, ...before, ...after, ...(button ? [button] : []), ...(aboveCode ? [aboveCode] : [])];
}
const placeholders = (sentences: readonly string[]) =>
  [...sentences.join('\n').matchAll(/\{\{(\w+)\}\}/g)].map(([, name]) => name).toSorted();

const unescaped = (html: string) =>
  html.replace(/&(amp|lt|gt|quot|#x27|#x60|#x3D);/g, (_, name) => {
    const characters: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"' };
    return characters[name] ?? String.fromCodePoint(Number.parseInt(name.slice(2), 16));
  });

describe.each(every)('%s %s', (code, name) => {
  it('says the same as text and as HTML, in its language, with nothing left out', () => {
    const { subject, text, html } = render(name, code);
    const page = unescaped(html);
    expect(html).toMatch(new RegExp(`^<!doctype html>\\n<html lang="${code}" dir="ltr">`));
    expect(page).toContain(`<title>${subject}</title>`);
    const paragraphs = text.slice(0, text.indexOf('\n-- \n')).trim().split('\n\n');
    expect(paragraphs.length).toBeGreaterThan(0);
    for (const paragraph of paragraphs) {
      const { url, code: digits } = sampleLetters[name] as { url?: string; code?: string };
      if (url && paragraph.endsWith(url)) expect(page).toContain(`href="${url}"`);
      else if (digits && paragraph.endsWith(digits)) expect(page).toContain(`>${digits}</p>`);
      else expect(page).toContain(`>${paragraph}</p>`);
    }
    for (const part of [subject, text, html]) expect(part).not.toMatch(/\{\{|undefined|\[object|null/);
    expect(text).toMatch(/\n-- \nAda & Co\n.+\n$/);
  });

  it('asks for the values that the letter has, all of them, and as plain text', () => {
    const given = Object.keys(sampleLetters[name]).filter((key) => key !== 'url' && key !== 'code');
    const sentences = sentencesOf(code, name);
    expect(placeholders(sentences)).toEqual(given.toSorted());
    expect(sentences.join('\n').replace(/\{\{\w+\}\}/g, '')).not.toMatch(/[{}<>~]/);
    for (const sentence of sentences) expect(sentence).toBe(sentence.trim());
  });
});

test('no language has a sentence of another one', () => {
  for (const name of names) {
    const subjects = codes.map((code) => languageOf(code).mails[name].subject);
    expect(new Set(subjects).size).toBe(codes.length);
  }
});

test('what other parts say in English is said in every language', () => {
  const said = [
    ...fieldNames.filter((name) => fieldOf(name).kind !== 'derived'),
    ...[unsupportedImageType, imageTooLarge, imageUnreadable].map(({ message }) => message),
    'The uploaded file was lost. Please upload it again.',
    'This picture could not be processed. Please try again, or choose another one.',
  ];
  for (const code of codes.filter((other) => other !== 'en')) {
    expect(said.filter((words) => !Object.hasOwn(languageOf(code).words, words))).toEqual([]);
  }
  expect(render('avatar-refused', 'de').text).toContain('Dieses Bild hat zu viele Bildpunkte.');
  expect(render('profile-edited', 'de').text).toContain('Anzeigename, Biografie und Links');
  expect(render('profile-edited', 'ja').text).toContain('表示名、自己紹介、リンク');
  expect(render('profile-edited', 'en', { fields: ['bio', 'constructor'], reason: 'x' }).text).toContain(
    'biography and constructor',
  );
});

test('a value that is missing is an error, not a gap', () => {
  for (const [code, name] of every) {
    for (const key of placeholders(sentencesOf(code, name))) {
      const { [key ?? '']: _missing, ...rest } = sampleLetters[name] as Record<string, unknown>;
      expect(() => render(name, code, rest)).toThrow(`"${key}" not defined`);
    }
  }
  expect(() => render('avatar-removed', 'en', Object.create({ reason: 'inherited' }))).toThrow('"reason" not defined');
});

describe('what somebody wrote', () => {
  const hostile =
    '<img src=x onerror=alert(1)> "\' & {{sender}} {{{url}}}\r\n\r\nCode: 000000\u2028\u0000 http://evil.example';

  it('is text on one line', () => {
    const { text, html, subject } = render('avatar-removed', 'en', { reason: hostile });
    const shown = '<img src=x onerror=alert(1)> "\' & {{sender}} {{{url}}} Code: 000000 http://evil.example';
    expect(text).toContain(`The reason: ${shown}\n`);
    expect(html).not.toContain('<img');
    expect(html.match(/&lt;img src&#x3D;x onerror&#x3D;alert\(1\)&gt;/g)).toHaveLength(2); // preview and paragraph
    expect(subject).not.toContain('img');
  });

  it('cannot leave an attribute', () => {
    const { html } = render('password-reset', 'en', { url: 'https://a.example/"onmouseover="x' });
    expect(html).toContain('href="https://a.example/&quot;onmouseover&#x3D;&quot;x"');
  });
});

test('a mail that can be switched off ends with the way to do it', () => {
  const switchOffUrl = 'https://people.example/mails/switch-off?token=t';
  for (const [code, name] of every.filter(([, name]) => !isRequired(mailNotifications[name], 'email'))) {
    const frame = { sender: 'Cameo', switchOffUrl };
    const { text, html } = renderMail<MailTemplate>(name, sampleLetters[name], code, frame);
    expect(text).toMatch(new RegExp(`${languageOf(code).switchOff}: ${switchOffUrl.replace('?', '\\?')}\n$`));
    expect(unescaped(html)).toContain(`<a href="${switchOffUrl}"`);
  }
  expect(render('password-changed', 'en').text).toContain('cannot be switched off');
});

test.each([
  ['de', 'de'],
  ['de-AT', 'de'],
  ['de-Latn-CH-1996', 'de'],
  ['JA', 'ja'],
  ['pt-BR', 'en'],
  ['den', 'en'], // Slave (Athapascan): three letters, another language
  ['constructor', 'en'],
  [null, 'en'],
])('who reads %s gets %s', (tag, expected) => {
  expect(languageFor(tag)).toBe(expected);
});
