// Names the viewer of a profile.
import type { Identity } from '../contracts/identity.ts';
import type { Viewer } from './audience.ts';

export function viewerOf(identity: Identity | undefined, profile: { userId: string; tenantId: string }): Viewer {
  if (!identity || identity.tenantId !== profile.tenantId) return 'anonymous';
  if (identity.userId === profile.userId) return 'owner';
  return identity.permissions.has('profiles:read:tenant') ? 'admin' : 'member';
}
