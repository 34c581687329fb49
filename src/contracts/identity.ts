// Who acts, as every door (HTTP, queue, shell) tells the services.
import type { Permission } from './permissions.ts';

/** The name of a built-in role, or of one that the tenant has defined. */
export type Role = string;

/** A signed-in account. */
export interface Identity {
  readonly kind: 'account';
  readonly userId: string;
  readonly tenantId: string;
  readonly sessionId: string;
  readonly roles: readonly Role[];
  readonly permissions: ReadonlySet<Permission>;
  readonly emailVerified: boolean;
}

export const serviceScopes = ['stats:write', 'events:write'] as const;
/** One thing that a service may do. */
export type ServiceScope = (typeof serviceScopes)[number];

/** Another back end of the application, known by its service token. It is no person: member routes refuse it. */
export interface ServiceIdentity {
  readonly kind: 'service';
  readonly tokenId: string;
  readonly tenantId: string;
  readonly scopes: readonly ServiceScope[];
}

export type Caller = Identity | ServiceIdentity;

/** Where a request came from; kept with the activity it causes. */
export interface Origin {
  readonly requestId: string;
  readonly ip: string | undefined;
  readonly userAgent: string | undefined;
}

/** The tenant of an installation that serves one application. */
export const defaultTenantId = '00000000-0000-7000-8000-000000000001';
