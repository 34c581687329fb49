// How a tenant sets itself up. Whatever it leaves open is as the installation has it.
import type { Audience } from '../privacy/index.ts';

export const signInMethods = ['password', 'oidc', 'kratos'] as const;
export type SignInMethod = (typeof signInMethods)[number];

/** What a tenant says about one field of everybody's profile. */
export interface FieldRule {
  /** True: its owner cannot write it; administrators and other systems can. */
  readonly locked?: boolean;
  /** The widest audience that its owner can give it. */
  readonly widest?: Audience;
}
export type FieldRules = Readonly<Partial<Record<string, FieldRule>>>;

export interface TenantSettings {
  /** Who sees a new profile before its owner decides. */
  readonly defaultVisibility?: Audience;
  /** False: nothing is shown to people who are not signed in. */
  readonly allowPublic?: boolean;
  /** How people may sign in, of what the installation offers. */
  readonly signIn?: readonly SignInMethod[];
  /** Whether people may register by themselves. */
  readonly registration?: 'open' | 'closed';
  readonly fields?: FieldRules;
  readonly branding?: {
    readonly name?: string;
    /** `#rrggbb`. */
    readonly color?: string;
    readonly logoUrl?: string;
  };
  readonly limits?: {
    readonly uploadsPerHour?: number;
    /** Accounts at most. */
    readonly accounts?: number;
  };
}

export interface Tenant {
  readonly id: string;
  /** Its name in addresses. */
  readonly slug: string;
  readonly name: string;
  /** Host names at which requests without a token are for it. */
  readonly hosts: readonly string[];
  readonly settings: TenantSettings;
  readonly version: number;
  readonly createdAt: Date;
  readonly updatedAt: Date;
}
