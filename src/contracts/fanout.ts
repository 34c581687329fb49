// Which jobs follow from which event: the whole table on one screen.
import type { DomainEvent } from './events.ts';
import type { JobName, PayloadOf, ScheduledJobName } from './jobs/index.ts';

type PromisedJobName = Exclude<JobName, ScheduledJobName>;
export type JobRequest = { [Name in PromisedJobName]: { name: Name; payload: PayloadOf<Name> } }[PromisedJobName];

/** The jobs an event asks for; pure. */
export function jobsFor(event: DomainEvent): JobRequest[] {
  switch (event.type) {
    case 'profile.created':
    case 'profile.updated':
    case 'profile.visibility-changed':
    case 'email.verified': {
      const { tenantId, userId, version } = event;
      const payload = { tenantId, userId, version };
      return [
        { name: 'search.index-profile', payload },
        { name: 'completeness.score', payload },
      ];
    }
    case 'profile.derived-changed': {
      const { tenantId, userId, version } = event;
      const payload = { tenantId, userId, version };
      return [
        { name: 'search.index-profile', payload },
        { name: 'completeness.score', payload },
        { name: 'badges.evaluate', payload: { tenantId, userIds: [userId] } },
      ];
    }
    case 'profile.deleted': {
      const { tenantId, userId, version } = event;
      return [{ name: 'search.remove-profile', payload: { tenantId, userId, version } }];
    }
    case 'profile.findability-changed': {
      const { tenantId, userId, version } = event;
      return [{ name: 'search.index-profile', payload: { tenantId, userId, version } }];
    }
    case 'avatar.uploaded': {
      const { tenantId, userId, uploadId } = event;
      return [{ name: 'media.process-avatar', payload: { tenantId, userId, uploadId } }];
    }
    case 'avatar.published': {
      const { tenantId, userId, uploadId } = event;
      return [{ name: 'media.add-avif', payload: { tenantId, userId, uploadId } }];
    }
    case 'avatar.refused': {
      const { tenantId, userId, uploadId } = event;
      return [
        // The original, and the variants of a run that died before it could publish them.
        { name: 'media.remove-avatar', payload: { tenantId, userId, uploadId } },
        { name: 'mail.send', payload: { tenantId, userId, purpose: 'avatar-refused', referenceId: uploadId } },
      ];
    }
    case 'avatar.retired': {
      const { tenantId, userId, uploadId } = event;
      return [{ name: 'media.remove-avatar', payload: { tenantId, userId, uploadId } }];
    }
    case 'address.asked': {
      const { tenantId, requestId } = event;
      return [{ name: 'mail.answer-address', payload: { tenantId, requestId } }];
    }
    case 'password.reset-requested': {
      const { tenantId, userId, resetId } = event;
      return [{ name: 'mail.send', payload: { tenantId, userId, purpose: 'password-reset', referenceId: resetId } }];
    }
    case 'password.changed': {
      const { tenantId, userId } = event;
      return [{ name: 'mail.send', payload: { tenantId, userId, purpose: 'password-changed', referenceId: userId } }];
    }
    case 'sessions.ended': {
      const { tenantId, userId } = event;
      return [{ name: 'mail.send', payload: { tenantId, userId, purpose: 'sessions-ended', referenceId: userId } }];
    }
    case 'second-factor.enabled':
    case 'second-factor.disabled': {
      const { tenantId, userId } = event;
      const purpose = event.type === 'second-factor.enabled' ? 'second-factor-enabled' : 'second-factor-disabled';
      return [{ name: 'mail.send', payload: { tenantId, userId, purpose, referenceId: userId } }];
    }
    case 'recovery-code.used': {
      const { tenantId, userId } = event;
      return [{ name: 'mail.send', payload: { tenantId, userId, purpose: 'recovery-code-used', referenceId: userId } }];
    }
    case 'email.change-asked':
    case 'email.changed': {
      const { tenantId, userId, changeId } = event;
      const purpose = event.type === 'email.changed' ? 'email-changed' : 'email-change-notice';
      return [{ name: 'mail.send', payload: { tenantId, userId, purpose, referenceId: changeId } }];
    }
    case 'email.change-proof-asked': {
      const { tenantId, userId, proofId } = event;
      return [
        { name: 'mail.send', payload: { tenantId, userId, purpose: 'email-change-confirm', referenceId: proofId } },
      ];
    }
    case 'account.activated':
    case 'account.deactivated': {
      const { tenantId, userId } = event;
      const purpose = event.type === 'account.activated' ? 'account-activated' : 'account-deactivated';
      return [{ name: 'mail.send', payload: { tenantId, userId, purpose, referenceId: userId } }];
    }
    case 'profile.moderated':
    case 'avatar.moderated': {
      const { tenantId, userId, activityId } = event;
      const purpose = event.type === 'profile.moderated' ? 'profile-edited' : 'avatar-removed';
      return [{ name: 'mail.send', payload: { tenantId, userId, purpose, referenceId: activityId } }];
    }
    case 'badge.granted': {
      const { tenantId, userId, grantId } = event;
      return [{ name: 'mail.send', payload: { tenantId, userId, purpose: 'badge-granted', referenceId: grantId } }];
    }
    case 'badge.rule-changed':
      return [{ name: 'badges.evaluate', payload: { tenantId: event.tenantId } }];
    case 'badge.icon-uploaded': {
      const { tenantId, iconId } = event;
      return [{ name: 'media.process-badge-icon', payload: { tenantId, iconId } }];
    }
    case 'badge.icon-retired': {
      const { tenantId, iconId } = event;
      return [{ name: 'media.remove-badge-icon', payload: { tenantId, iconId } }];
    }
    case 'completeness.scored':
    case 'stats.changed': {
      const { tenantId, userIds } = event;
      return [{ name: 'badges.evaluate', payload: { tenantId, userIds } }];
    }
    case 'verification.approved':
    case 'verification.declined': {
      const { tenantId, userId, requestId: referenceId } = event;
      const isApproved = event.type === 'verification.approved';
      const purpose = isApproved ? 'verification-request-approved' : 'verification-request-declined';
      return [{ name: 'mail.send', payload: { tenantId, userId, purpose, referenceId } }];
    }
    case 'endorsement.created': {
      const { tenantId, userId, endorsementId: referenceId, version } = event;
      return [
        { name: 'endorsements.score', payload: { tenantId, userId, version } },
        { name: 'mail.send', payload: { tenantId, userId, purpose: 'endorsement-received', referenceId } },
      ];
    }
    case 'endorsement.withdrawn':
    case 'endorsements.changed': {
      const { tenantId, userId, version } = event;
      return [{ name: 'endorsements.score', payload: { tenantId, userId, version } }];
    }
    case 'skills.changed':
    case 'standing.changed':
    case 'blocks.changed': {
      const { tenantId, userId } = event;
      return [{ name: 'endorsements.follow', payload: { tenantId, userId } }];
    }
    case 'connection.asked': {
      const { tenantId, userId, connectionId: referenceId } = event;
      return [{ name: 'mail.send', payload: { tenantId, userId, purpose: 'connection-requested', referenceId } }];
    }
    case 'link.check-asked': {
      const { tenantId, userId, proofId } = event;
      return [{ name: 'links.verify', payload: { tenantId, userId, proofId } }];
    }
    case 'link.dropped': {
      const { tenantId, userId, proofId } = event;
      return [{ name: 'mail.send', payload: { tenantId, userId, purpose: 'link-dropped', referenceId: proofId } }];
    }
    case 'bulk-action.ordered': {
      const { tenantId, bulkActionId } = event;
      return [{ name: 'users.run-bulk-action', payload: { tenantId, bulkActionId } }];
    }
    case 'account.registered':
    case 'email.verification-requested': {
      const { tenantId, userId, verificationId } = event;
      return [
        { name: 'mail.send', payload: { tenantId, userId, purpose: 'verify-email', referenceId: verificationId } },
      ];
    }
    case 'account.registration-repeated': {
      const { tenantId, userId } = event;
      return [{ name: 'mail.send', payload: { tenantId, userId, purpose: 'account-exists', referenceId: userId } }];
    }
    case 'tenant.configured':
      return [
        { name: 'search.reindex-tenant', payload: { tenantId: event.tenantId } },
        // Fields that are filled in by others are not asked for.
        { name: 'completeness.rescore-tenant', payload: { tenantId: event.tenantId } },
      ];
    case 'completeness.rules-changed':
      return [{ name: 'completeness.rescore-tenant', payload: { tenantId: event.tenantId } }];
    case 'profile.viewed':
      return [{ name: 'analytics.aggregate', payload: { tenantId: event.tenantId } }];
  }
}
