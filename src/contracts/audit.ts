// What the audit trail can tell: every action there is, who acts, on what, and how it ended.
import type { Caller } from './identity.ts';

/** `<what>.<happened>`; whoever records another action names it here. */
export const auditActions = {
  'access.denied': 'Somebody who was signed in called a route that they may not call.',
  'aliases.unmask-approved': 'A second moderator consented, and both were told who is behind an alias.',
  'aliases.unmask-requested': 'A moderator asked who is behind an alias.',
  'audit.exported': 'Somebody took entries of this trail away as a file.',
  'avatars.removed': 'Somebody’s picture was removed by a moderator.',
  'badges.defined': 'A badge was defined, or changed.',
  'badges.granted': 'Somebody was given a badge.',
  'badges.icon-changed': 'An icon was uploaded for a badge, or removed.',
  'badges.removed': 'A badge that nobody ever had was removed.',
  'badges.revoked': 'A badge was taken away.',
  'completeness.rules-changed': 'What makes a profile complete was changed.',
  'emails.change-requested': 'Somebody asked for another address.',
  'emails.change-undone': 'The change of an address was taken back by link.',
  'emails.changed': 'Somebody proved another address, which their account has from now on.',
  'endorsements.removed': 'An endorsement was removed by a moderator.',
  'endorsements.reports-dismissed': 'A moderator looked at a reported endorsement, and left it.',
  'extension-types.registered': 'A type of custom blocks was defined.',
  'extension-types.removed': 'A type of custom blocks was removed.',
  'extension-types.updated': 'A type of custom blocks was changed.',
  'passwords.changed': 'Somebody changed their password, or chose a new one by link.',
  'profiles.moderated': 'Somebody’s profile was changed by a moderator.',
  'queues.operated': 'Somebody paused, emptied or repeated something in the queues.',
  'roles.defined': 'A role was defined from permissions.',
  'roles.redefined': 'A role was changed, and with it what its holders may do.',
  'roles.removed': 'A role that nobody held was removed.',
  'second-factors.disabled': 'Somebody switched two-step sign-in off.',
  'second-factors.enabled': 'Somebody switched two-step sign-in on.',
  'second-factors.recovery-code-used': 'Somebody showed a recovery code instead of their second factor.',
  'second-factors.recovery-codes-renewed': 'Somebody made new recovery codes.',
  'service-tokens.created': 'A token for another back end was made.',
  'service-tokens.revoked': 'A token for another back end was revoked.',
  'sessions.ended': 'Somebody signed out everywhere.',
  'sessions.replayed': 'A refresh token was used a second time, which ended its session.',
  'settings.definition-changed': 'The definition of a setting was changed.',
  'settings.definition-created': 'A setting was defined.',
  'settings.definition-deleted': 'A setting was removed.',
  'sign-in.challenged': 'Somebody knew a password, and was asked for the second factor.',
  'sign-in.failed':
    'Somebody did not get in: an unknown address, a wrong password or second factor, an issuer that was not believed, an account that is switched off.',
  'sign-in.succeeded': 'Somebody signed in.',
  'tenants.configured': 'The settings of a tenant were changed.',
  'tenants.created': 'A tenant was made.',
  'tenants.updated': 'A tenant was renamed, or moved to other hosts.',
  'users.activated': 'An account was switched on again.',
  'users.ban-lifted': 'A ban was lifted, or its time was over.',
  'users.banned': 'Somebody was banned.',
  'users.bulk-ordered': 'An action on many accounts was ordered.',
  'users.created': 'An account was made for somebody.',
  'users.deactivated': 'An account was switched off.',
  'users.exported': 'Somebody took the list of accounts away as a file.',
  'users.linked': 'An account was opened to somebody whom an issuer has signed in, by its proved address.',
  'users.roles-changed': 'Roles of an account were given or taken.',
  'users.updated': 'An account was changed.',
  'verifications.approved': 'Somebody’s request to be verified was approved.',
  'verifications.declined': 'Somebody’s request to be verified was declined.',
} as const satisfies Readonly<Record<string, string>>;

export type AuditAction = keyof typeof auditActions;
export const auditActionNames = Object.keys(auditActions) as AuditAction[];

export const auditOutcomes = ['allowed', 'denied', 'failed'] as const;
/** `denied`: somebody known was not permitted; `failed`: it did not come to that. */
export type AuditOutcome = (typeof auditOutcomes)[number];

export const auditActorKinds = ['account', 'service', 'anonymous', 'system'] as const;
/** `system`: a job, or an operator at the shell. */
export type AuditActor =
  | { readonly kind: 'account' | 'service'; readonly id: string }
  | { readonly kind: 'anonymous' | 'system' };

export const auditTargetTypes = [
  'account',
  'alias',
  'audit',
  'badge',
  'completeness-rules',
  'endorsement',
  'extension-type',
  'role',
  'route',
  'service-token',
  'setting',
  'tenant',
  'unmask-request',
] as const;

export interface AuditTarget {
  readonly type: (typeof auditTargetTypes)[number];
  readonly id?: string;
}

/** Whoever called, as the trail names them: a service by its token. */
export function actorOf(caller: Caller | undefined): AuditActor {
  if (!caller) return { kind: 'anonymous' };
  return { kind: caller.kind, id: caller.kind === 'service' ? caller.tokenId : caller.userId };
}
