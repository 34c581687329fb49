// Mail: every capability that has something to say adds its writers here.
import type { Config } from '../../config/index.ts';
import type { EmailChanges, PasswordResets, Verifications } from '../accounts/index.ts';
import type { ActivityService } from '../activity/index.ts';
import { createAuthMailWriters, type RecoveryCodes } from '../auth/index.ts';
import { createAvatarMailWriters, type UploadRepository } from '../avatars/index.ts';
import { type BadgeRepository, createBadgeMailWriters } from '../badges/index.ts';
import { type ConnectionRepository, createConnectionMailWriters } from '../connections/index.ts';
import type { MailWriters } from '../contracts/mail.ts';
import { createEndorsementMailWriters, type EndorsementRepository } from '../endorsements/index.ts';
import { createLinkMailWriters, type ProfileAddresses, type ProofRepository } from '../links/index.ts';
import { createMailService, createRecipients, createSwitchingOff } from '../mail/index.ts';
import { senderOf } from '../platform/mailer/port.ts';
import { createUserMailWriters } from '../users/index.ts';
import { createVerificationMailWriters, type VerificationRepository } from '../verifications/index.ts';
import type { Core } from './core.ts';
import type { Platform } from './platform.ts';

export function createMails(
  config: Config,
  platform: Platform,
  core: Core,
  speakers: {
    verifications: Verifications;
    resets: PasswordResets;
    emailChanges: EmailChanges;
    recoveryCodes: RecoveryCodes;
    uploads: UploadRepository;
    activity: ActivityService;
    badgeRepository: BadgeRepository;
    linkProofRepository: ProofRepository;
    connectionRepository: ConnectionRepository;
    profileAddresses: ProfileAddresses;
    endorsementRepository: EndorsementRepository;
    verificationRepository: VerificationRepository;
  },
) {
  const { sequelize, clock, mailer, tokens } = platform;
  const { preferences, transact, rows, presenter } = core;
  const { publicUrl } = config.http;
  const writers: MailWriters = {
    ...createAuthMailWriters({ ...speakers, publicUrl }),
    ...createAvatarMailWriters({ uploads: speakers.uploads }),
    ...createBadgeMailWriters({ repository: speakers.badgeRepository }),
    ...createEndorsementMailWriters({ repository: speakers.endorsementRepository }),
    ...createConnectionMailWriters({
      repository: speakers.connectionRepository,
      addresses: speakers.profileAddresses,
      ...{ rows, presenter },
    }),
    ...createLinkMailWriters({ repository: speakers.linkProofRepository }),
    ...createVerificationMailWriters({ repository: speakers.verificationRepository }),
    ...createUserMailWriters({ reasonOf: speakers.activity.reasonOf }),
  };
  const recipients = createRecipients({ sequelize, clock });
  const switchingOff = createSwitchingOff({ tokens, recipients, preferences, transact, publicUrl });
  const sender = senderOf(config.mail.from).name;
  return {
    mail: createMailService({ sequelize, mailer, writers, recipients, preferences, switchingOff, sender }),
    switchingOff,
  };
}
