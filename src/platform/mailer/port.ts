// The port of mail: a message goes out, or the promise of it stays in the outbox.
export interface Mail {
  /** The same for every attempt, so that an adapter can make two attempts one mail. */
  readonly id: string;
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  /** BCP 47. */
  readonly language: string;
  /** Where mails of this kind are switched off, by hand or by the mail program itself (RFC 8058). */
  readonly switchOffUrl?: string;
}

/** The server says that this address takes no mail, now or later. Every other failure may pass. */
export class AddressRefused extends Error {
  /** @param reason what the server said */
  constructor(reason: string) {
    super(reason);
    this.name = 'AddressRefused';
  }
}

export interface Mailer {
  /** Resolves when the message is in other hands. @throws AddressRefused */
  send(mail: Mail): Promise<void>;
  check(): Promise<void>;
  close(): Promise<void>;
}

/** The two parts of a sender that is written as `Name <address>` or as an address alone. */
export function senderOf(from: string): { readonly name: string; readonly address: string } {
  const [, name = '', address = from] = /^(.*?)\s*<([^<>]+)>$/.exec(from) ?? [];
  return { name: name || address, address };
}
