// Who sees a field, written out by hand: what the code must do, not how it does it.
import type { Audience, Viewer } from '../../src/privacy/index.ts';

export const viewers = ['anonymous', 'member', 'owner', 'admin'] as const satisfies readonly Viewer[];

const everybody: readonly Viewer[] = viewers;
const members: readonly Viewer[] = ['member', 'owner', 'admin'];
const owner: readonly Viewer[] = ['owner', 'admin'];

/** By visibility of the profile, then by level of the field. */
export const seenBy: Readonly<Record<Audience, Readonly<Record<Audience, readonly Viewer[]>>>> = {
  public: { public: everybody, authenticated: members, private: owner },
  authenticated: { public: members, authenticated: members, private: owner },
  private: { public: owner, authenticated: owner, private: owner },
};
