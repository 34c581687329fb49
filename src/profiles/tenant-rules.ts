// What a tenant forbids the owner of a profile. Asked of the row that was just written: the transaction ends with the refusal.
import { type Audience, narrowest } from '../privacy/index.ts';
import { fieldLocked } from '../tenants/index.ts';
import { audienceTooWide } from './errors.ts';
import type { ProfileRow } from './row.ts';

type Ruled = Pick<ProfileRow, 'fieldRules'>;

/** @throws FIELD_LOCKED naming the fields */
export function requireUnlocked({ fieldRules }: Ruled, changes: Readonly<Record<string, unknown>>): void {
  const locked = Object.keys(changes).filter((field) => fieldRules[field]?.locked);
  if (locked.length > 0)
    throw fieldLocked({ details: locked.map((path) => ({ path, message: 'is filled in by your organisation' })) });
}

/** @throws AUDIENCE_TOO_WIDE naming the fields and what they may have at most */
export function requireAllowedAudiences({ fieldRules }: Ruled, choices: Readonly<Record<string, Audience>>): void {
  const details = Object.entries(choices).flatMap(([path, choice]) => {
    const widest = fieldRules[path]?.widest ?? 'public';
    return narrowest(choice, widest) === choice ? [] : [{ path, message: `may be at most ${widest}` }];
  });
  if (details.length > 0) throw audienceTooWide({ details });
}
