// What is shown of a connection and of the person at its other end.
import type { PresentedProfile } from '../profiles/index.ts';
import type { AnyRelation, ConnectionRow } from './repository.ts';

export const connectionStates = ['asked-by-you', 'asked-of-you', 'confirmed'] as const;
export type ConnectionState = (typeof connectionStates)[number];

const shownFields = ['id', 'handle', 'displayName', 'headline', 'avatar'] as const;

/** A few fields of a profile, as its viewer gets them, and the address of its page. */
export type ShownPerson = Readonly<Partial<Record<(typeof shownFields)[number], unknown>>> & { readonly url: string };

export interface ShownConnection {
  readonly relation: AnyRelation;
  readonly since: Date;
  readonly person: ShownPerson;
}

export interface OwnConnection extends Pick<ConnectionRow, 'id' | 'relation' | 'askedAt' | 'confirmedAt'> {
  readonly state: ConnectionState;
  /** Null for one's own other profile where this one may not find it. */
  readonly person: ShownPerson | null;
}

export function presentPerson(profile: PresentedProfile, url: string): ShownPerson {
  const fields = shownFields.filter((name) => profile[name] !== undefined).map((name) => [name, profile[name]]);
  return { ...Object.fromEntries(fields), url };
}

export function stateFor({ confirmedAt, fromId }: ConnectionRow, userId: string): ConnectionState {
  if (confirmedAt) return 'confirmed';
  return fromId === userId ? 'asked-by-you' : 'asked-of-you';
}
