// Names the viewer of a profile.
import type { Identity } from '../contracts/identity.ts';
import type { Viewer } from './audience.ts';

export function viewerOf(identity: Identity | undefined, profile: { userId: string; tenantId: string }): Viewer {
  if (!identity || identity.tenantId !== profile.tenantId) return 'anonymous';
  if (identity.userId === profile.userId) return 'owner';
  // Addresses cost nothing to invent: who has not proved one is no member yet (src/accounts/limits.ts).
  if (!identity.emailVerified) return 'anonymous';
  return identity.permissions.has('profiles:read:tenant') ? 'admin' : 'member';
}
