// What mails say. A capability that has something to say supplies the writer of its purpose; the sentences are in src/mail/templates.
import type { MailPurpose } from './jobs/mail.ts';

/** Nothing beyond the sentences themselves. */
type Nothing = Readonly<Record<never, never>>;

/** What each mail needs to know besides its sentences. Values are shown as text on one line, never as markup. */
export interface MailContents {
  'verify-email': { readonly url: string; readonly code: string };
  'account-exists': Nothing;
  'password-reset': { readonly url: string };
  'password-changed': Nothing;
  'email-change-confirm': { readonly url: string; readonly code: string };
  /** `newEmail` masked: the old mailbox may be read by a former employer. `url` undoes the change. */
  'email-change-notice': { readonly newEmail: string; readonly url: string };
  /** `newEmail` masked. `url` takes the change back. */
  'email-changed': { readonly newEmail: string; readonly url: string };
  'second-factor-enabled': Nothing;
  'second-factor-disabled': Nothing;
  /** `left`: how many recovery codes can still be used. */
  'recovery-code-used': { readonly left: number };
  'sessions-ended': Nothing;
  'avatar-refused': { readonly reason: string };
  'avatar-removed': { readonly reason: string };
  /** `fields`: as the API names them; the mail lists them in words. */
  'profile-edited': { readonly fields: readonly string[]; readonly reason: string };
  'account-deactivated': Nothing;
  'account-activated': Nothing;
  'alias-unmasked': Nothing;
  'badge-granted': { readonly badge: string };
  'verification-request-approved': Nothing;
  'verification-request-declined': { readonly reason: string };
  'link-dropped': { readonly link: string };
  'endorsement-received': { readonly skill: string };
  /** `relation`: as the API names it; the mail says it in words. `url`: where it is confirmed or declined. */
  'connection-requested': { readonly person: string; readonly relation: string; readonly url: string };
}

/** Every mail that has sentences, in every language. */
export type MailTemplate = keyof MailContents;

/** A mail as it was promised: ids only. */
export interface PromisedMail {
  readonly tenantId: string;
  readonly userId: string;
  readonly purpose: MailPurpose;
  /** What it is about, as `sendMail` in jobs/mail.ts tells for each purpose. */
  readonly referenceId: string;
}

export interface Letter<Purpose extends MailTemplate> {
  readonly content: MailContents[Purpose];
  /** The address to write to; without it the one that the account has proved, and if there is none, nobody. */
  readonly to?: string;
}

/** Says what there is to say at the moment of sending; undefined when there is nothing to say any more. */
export type MailWriter<Purpose extends MailTemplate> = (promised: PromisedMail) => Promise<Letter<Purpose> | undefined>;

/** The writers of some purposes, as a capability supplies them; of all purposes, as the mail service wants them. */
export type MailWriters<Purpose extends MailTemplate = MailPurpose> = { readonly [P in Purpose]: MailWriter<P> };
