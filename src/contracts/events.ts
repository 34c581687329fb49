// What has happened, in the past tense. An event carries ids and versions, never personal data.

interface ProfileEvent {
  tenantId: string;
  userId: string;
  version: number;
}

interface AvatarEvent {
  tenantId: string;
  userId: string;
  uploadId: string;
}

export type DomainEvent =
  | ({ type: 'account.registered'; verificationId: string } & Omit<ProfileEvent, 'version'>)
  | ({ type: 'account.registration-repeated' } & Omit<ProfileEvent, 'version'>)
  | ({ type: 'email.verification-requested'; verificationId: string } & Omit<ProfileEvent, 'version'>)
  | ({ type: 'password.reset-requested'; resetId: string } & Omit<ProfileEvent, 'version'>)
  | ({ type: 'password.changed' } & Omit<ProfileEvent, 'version'>)
  | { type: 'second-factor.enabled'; tenantId: string; userId: string }
  | { type: 'second-factor.disabled'; tenantId: string; userId: string }
  | { type: 'recovery-code.used'; tenantId: string; userId: string }
  | { type: 'email.change-asked'; tenantId: string; userId: string; changeId: string }
  | { type: 'email.change-proof-asked'; tenantId: string; userId: string; proofId: string }
  | { type: 'email.changed'; tenantId: string; userId: string; changeId: string }
  | ({ type: 'sessions.ended' } & Omit<ProfileEvent, 'version'>)
  | { type: 'address.asked'; tenantId: string; requestId: string }
  | ({ type: 'email.verified' } & ProfileEvent)
  | ({ type: 'profile.created' } & ProfileEvent)
  | ({ type: 'profile.updated' } & ProfileEvent)
  | ({ type: 'profile.visibility-changed' } & ProfileEvent)
  | ({ type: 'profile.deleted' } & ProfileEvent)
  | ({ type: 'profile.findability-changed' } & ProfileEvent)
  | ({ type: 'avatar.uploaded' } & AvatarEvent)
  | ({ type: 'avatar.published' } & AvatarEvent)
  | ({ type: 'avatar.refused' } & AvatarEvent)
  | ({ type: 'avatar.retired' } & AvatarEvent)
  | { type: 'account.activated'; tenantId: string; userId: string }
  | { type: 'account.deactivated'; tenantId: string; userId: string }
  | { type: 'profile.moderated'; tenantId: string; userId: string; activityId: string }
  | { type: 'avatar.moderated'; tenantId: string; userId: string; activityId: string }
  | { type: 'bulk-action.ordered'; tenantId: string; bulkActionId: string }
  | { type: 'badge.granted'; tenantId: string; userId: string; grantId: string }
  | { type: 'badge.rule-changed'; tenantId: string }
  | { type: 'badge.icon-uploaded'; tenantId: string; iconId: string }
  | { type: 'badge.icon-retired'; tenantId: string; iconId: string }
  | { type: 'completeness.scored'; tenantId: string; userIds: string[] }
  | { type: 'stats.changed'; tenantId: string; userIds: string[] }
  | { type: 'verification.approved'; tenantId: string; userId: string; requestId: string }
  | { type: 'verification.declined'; tenantId: string; userId: string; requestId: string }
  | { type: 'endorsement.created'; tenantId: string; userId: string; endorsementId: string; version: number }
  | { type: 'endorsement.withdrawn'; tenantId: string; userId: string; endorsementId: string; version: number }
  | { type: 'endorsements.changed'; tenantId: string; userId: string; version: number }
  | ({ type: 'profile.derived-changed' } & ProfileEvent)
  | { type: 'skills.changed'; tenantId: string; userId: string }
  | { type: 'standing.changed'; tenantId: string; userId: string }
  | { type: 'blocks.changed'; tenantId: string; userId: string }
  | { type: 'completeness.rules-changed'; tenantId: string }
  | { type: 'link.check-asked'; tenantId: string; userId: string; proofId: string }
  | { type: 'connection.asked'; tenantId: string; userId: string; connectionId: string }
  | { type: 'link.dropped'; tenantId: string; userId: string; proofId: string }
  | { type: 'profile.viewed'; tenantId: string }
  | { type: 'tenant.configured'; tenantId: string };
