// A letter of each kind, with values that could stand in a real one.
import type { MailContents } from '../../src/contracts/mail.ts';

const url = 'https://people.example/page?token=a.b-c_d&x=1';

export const sampleLetters: MailContents = {
  'verify-email': { url, code: '012345' },
  'account-exists': {},
  'password-reset': { url },
  'password-changed': {},
  'email-change-confirm': { url, code: '678901' },
  'email-change-notice': { newEmail: 'a•••@example.org', url },
  'email-changed': { newEmail: 'a•••@example.org', url },
  'second-factor-enabled': {},
  'second-factor-disabled': {},
  'recovery-code-used': { left: 7 },
  'sessions-ended': {},
  'avatar-refused': { reason: 'This picture has too many pixels.' },
  'avatar-removed': { reason: 'It shows somebody else.' },
  'profile-edited': { fields: ['displayName', 'bio', 'socialLinks'], reason: 'Advertising.' },
  'account-deactivated': {},
  'account-activated': {},
  'alias-unmasked': {},
  'badge-granted': { badge: 'Early bird' },
  'verification-request-approved': {},
  'verification-request-declined': { reason: 'The page does not link back.' },
  'link-dropped': { link: 'https://ada.example/' },
  'endorsement-received': { skill: 'Poetry' },
  'connection-requested': { person: 'Grace Hopper', relation: 'works-with', url },
};
