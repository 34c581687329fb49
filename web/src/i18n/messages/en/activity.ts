// What has happened.
export const activity = {
  title: 'Activity',
  lead: 'Everything that changed your profile and your account. Only you see it.',
  filter: 'Show',
  everything: 'Everything',
  kinds: {
    'profile.': 'Profile',
    'privacy.': 'Privacy',
    'avatar.': 'Picture',
    'session.': 'Sign-in',
    'alias.': 'Aliases',
    'badge.': 'Badges',
  },
  actors: { member: 'Somebody here', you: 'You', team: 'The team', system: 'By itself' },
  putBack: 'Put back',
  more: 'Show more',
  nothing: 'Nothing yet.',
};
