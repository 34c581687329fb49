// English.
import type { Language } from './language.ts';

export const en: Language = {
  direction: 'ltr',
  code: 'Code:',
  required: 'Mails like this one protect accounts and cannot be switched off.',
  optional: 'Would you rather not get mails like this one?',
  switchOff: 'Switch them off',
  words: {
    handle: 'handle',
    displayName: 'display name',
    firstName: 'first name',
    lastName: 'last name',
    pronouns: 'pronouns',
    headline: 'headline',
    bio: 'biography',
    location: 'location',
    timezone: 'time zone',
    language: 'language',
    website: 'website',
    phone: 'phone number',
    birthday: 'birthday',
    socialLinks: 'links',
    interests: 'interests',
    skills: 'skills',
    activityStatus: 'status',
    avatar: 'picture',
    'works-with': 'work together',
    'worked-with': 'worked together',
    'studied-with': 'studied together',
    'volunteers-with': 'volunteer together',
  },
  mails: {
    'verify-email': {
      subject: 'Confirm your e-mail address',
      before: ['Please confirm that this is your address.'],
      button: 'Confirm my address',
      code: 'Or type this code where you registered:',
      after: [
        'The link and the code are good for one day.',
        'If you did not register, do nothing: without a confirmation the account stays closed.',
      ],
    },
    'account-exists': {
      subject: 'You already have an account',
      before: [
        'Somebody, perhaps you, tried to register with this address. There is an account with it already: sign in with your password.',
        'If it was not you, you need not do anything. Nobody got in.',
      ],
    },
    'password-reset': {
      subject: 'Choose a new password',
      before: ['Somebody, perhaps you, asked for a new password for your account.'],
      button: 'Choose a new password',
      after: [
        'The link is good for one hour and works once.',
        'If it was not you, do nothing: your password stays as it is.',
      ],
    },
    'password-changed': {
      subject: 'Your password was changed',
      before: [
        'The password of your account has just been changed, and your other devices have been signed out.',
        'If it was not you, ask for a new password at once: somebody else got into your account.',
      ],
    },
    'email-change-confirm': {
      subject: 'Confirm your new e-mail address',
      before: ['Please confirm that this is the new address of your account.'],
      button: 'Confirm my new address',
      code: 'Or type this code where you asked for the change:',
      after: [
        'Until then your old address stays in use.',
        'If you did not ask for this, do nothing: without a confirmation nothing changes.',
      ],
    },
    'email-change-notice': {
      subject: 'Your e-mail address is about to change',
      before: [
        'Somebody, perhaps you, asked to change the e-mail address of your account to {{newEmail}}. Until that address is confirmed, this one stays in use.',
        'If it was you, you need not do anything.',
      ],
      button: 'Keep this address',
      after: [
        'If it was not you, keep this address and choose a new password: whoever asked for the change knew yours.',
      ],
    },
    'email-changed': {
      subject: 'Your e-mail address was changed',
      before: [
        'Your account now uses the address {{newEmail}}. Mails about it no longer come here.',
        'If it was you, you need not do anything.',
      ],
      button: 'Put this address back',
      after: [
        'If it was not you, put this address back. Everybody is signed out then, and you choose a new password. The link is good for seven days.',
      ],
    },
    'second-factor-enabled': {
      subject: 'Two-step sign-in is on',
      before: [
        'From now on, signing in to your account also needs a code from your authenticator app.',
        'Keep your recovery codes in a safe place: they let you in should you lose the app.',
        'If it was not you, choose a new password at once.',
      ],
    },
    'second-factor-disabled': {
      subject: 'Two-step sign-in is off',
      before: [
        'From now on, signing in to your account needs nothing but your password.',
        'If it was not you, choose a new password at once and switch two-step sign-in on again.',
      ],
    },
    'recovery-code-used': {
      subject: 'A recovery code was used',
      before: [
        'Somebody, perhaps you, signed in with one of your recovery codes. Each works once; codes that are left: {{left}}.',
        'If few are left, make new ones.',
        'If it was not you, choose a new password at once and make new recovery codes.',
      ],
    },
    'sessions-ended': {
      subject: 'You were signed out everywhere',
      before: [
        'All devices have been signed out of your account. Sign in again wherever you need to.',
        'If you did not ask for this, choose a new password.',
      ],
    },
    'avatar-refused': {
      subject: 'Your picture could not be used',
      before: [
        'The picture that you uploaded could not be used. {{reason}}',
        'What people saw before is still there. You can upload another picture at any time.',
      ],
    },
    'avatar-removed': {
      subject: 'Your picture was removed',
      before: [
        'A moderator has removed your picture. The reason: {{reason}}',
        'You can upload another picture at any time.',
      ],
    },
    'profile-edited': {
      subject: 'A moderator changed your profile',
      before: [
        'A moderator has changed something on your profile: {{fields}}. The reason: {{reason}}',
        'Your history shows what it was before.',
      ],
    },
    'account-deactivated': {
      subject: 'Your account was deactivated',
      before: [
        'An administrator has deactivated your account. You cannot sign in, and nobody sees your profile.',
        'If you think that this is a mistake, please tell the people who run this service.',
      ],
    },
    'account-activated': {
      subject: 'Your account is active again',
      before: ['An administrator has activated your account again. You can sign in as before. Welcome back!'],
    },
    'alias-unmasked': {
      subject: 'Moderators looked behind one of your aliases',
      before: [
        'Two moderators together have found out that one of your anonymous aliases is yours. Nobody else was told.',
        'Your history shows which alias it was and why they looked.',
      ],
    },
    'badge-granted': {
      subject: 'You have a new badge',
      before: ['You were given a badge: {{badge}}. Congratulations! It is on your profile now.'],
    },
    'verification-request-approved': {
      subject: 'Your profile is verified',
      before: ['Your request was approved, and your profile now shows that it is verified.'],
    },
    'verification-request-declined': {
      subject: 'Your profile could not be verified',
      before: [
        'Your request to have your profile verified was declined. The reason: {{reason}}',
        'You can ask again once that has changed.',
      ],
    },
    'link-dropped': {
      subject: 'A proof of one of your links is gone',
      before: [
        'Your link {{link}} is no longer shown as proved: what proved it was not found any more, several times in a row.',
        'If it is still yours, put the proof back and have the link checked again.',
      ],
    },
    'endorsement-received': {
      subject: 'Somebody endorsed you',
      before: ['Somebody has endorsed you for {{skill}}. Your profile shows who it was.'],
    },
    'connection-requested': {
      subject: 'Somebody asks you to confirm a connection',
      before: [
        '{{person}} says that you {{relation}}.',
        'Is that so? Others see it only once you confirm it, and nobody is told if you decline.',
      ],
      button: 'Confirm or decline',
    },
  },
};
