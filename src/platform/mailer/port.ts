// The port of mail: a message goes out, or the promise of it stays in the outbox.
export interface Mail {
  /** The same for every attempt, so that an adapter can make two attempts one mail. */
  readonly id: string;
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  readonly html: string;
}

export interface Mailer {
  send(mail: Mail): Promise<void>;
  check(): Promise<void>;
}
