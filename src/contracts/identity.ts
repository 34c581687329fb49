// Who acts, as every door (HTTP, queue, shell) tells the services.

export const roles = ['user', 'moderator', 'admin', 'service', 'platform-admin'] as const;
export type Role = (typeof roles)[number];

/** A signed-in account. */
export interface Identity {
  readonly userId: string;
  readonly tenantId: string;
  readonly sessionId: string;
  readonly roles: readonly Role[];
  readonly emailVerified: boolean;
}

/** Where a request came from; kept with the activity it causes. */
export interface Origin {
  readonly requestId: string;
  readonly ip: string | undefined;
  readonly userAgent: string | undefined;
}

/** The tenant of an installation that serves one application. */
export const defaultTenantId = '00000000-0000-7000-8000-000000000001';
