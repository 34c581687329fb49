// What a language file holds. A translator needs nothing but the file: whatever is missing in it does not compile.
import type { MailContents, MailTemplate } from '../../contracts/mail.ts';

interface Sentences {
  readonly subject: string;
  /** Paragraphs before the button. Lists of mails show the beginning of the first one. */
  readonly before: readonly [string, ...string[]];
  /** Paragraphs at the end. */
  readonly after?: readonly string[];
}

type WithButton<Content> = Content extends { url: string } ? { readonly button: string } : { readonly button?: never };
/** The paragraph above the code. */
type WithCode<Content> = Content extends { code: string } ? { readonly code: string } : { readonly code?: never };

export interface Language {
  readonly direction: 'ltr' | 'rtl';
  /** Stands before a code. */
  readonly code: string;
  /** The last line of mails that cannot be switched off. */
  readonly required: string;
  /** The last line of all others, and the words of the link that follows it. */
  readonly optional: string;
  readonly switchOff: string;
  /** What other parts of Cameo say in English where it may turn up as a value; what is not here stays as it is. */
  readonly words: Readonly<Record<string, string>>;
  /** `{{name}}` is a value of `MailContents` (src/contracts/mail.ts). */
  readonly mails: {
    readonly [Name in MailTemplate]: Sentences & WithButton<MailContents[Name]> & WithCode<MailContents[Name]>;
  };
}
