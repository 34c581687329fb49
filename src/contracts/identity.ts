// Who acts, as every door (HTTP, queue, shell) tells the services.

/** What accounts may be; other back ends are no accounts but services. */
export const roles = ['user', 'moderator', 'admin', 'platform-admin'] as const;
export type Role = (typeof roles)[number];

/** A signed-in account. */
export interface Identity {
  readonly kind: 'account';
  readonly userId: string;
  readonly tenantId: string;
  readonly sessionId: string;
  readonly roles: readonly Role[];
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
