// What every check of typed text answers: the value to keep, or a reason for machines with a sentence for people.

export type Checked<Value, Reason extends string> =
  | { ok: true; value: Value }
  | { ok: false; reason: Reason; message: string };

export const accept = <Value>(value: Value): { ok: true; value: Value } => ({ ok: true, value });

/** `message` is the end of a sentence that begins with the field's name: "must not …", "may have at most …". */
export const refuse = <Reason extends string>(reason: Reason, message: string) =>
  ({ ok: false, reason, message }) as const;
