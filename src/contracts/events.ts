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
  | ({ type: 'email.verified' } & ProfileEvent)
  | ({ type: 'profile.created' } & ProfileEvent)
  | ({ type: 'profile.updated' } & ProfileEvent)
  | ({ type: 'profile.visibility-changed' } & ProfileEvent)
  | ({ type: 'profile.deleted' } & ProfileEvent)
  | ({ type: 'avatar.uploaded' } & AvatarEvent)
  | ({ type: 'avatar.refused' } & AvatarEvent)
  | ({ type: 'avatar.retired' } & AvatarEvent)
  | { type: 'profile.viewed'; tenantId: string };
