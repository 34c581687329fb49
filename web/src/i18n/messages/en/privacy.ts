// Who sees what.
export const privacy = {
  title: 'Privacy',
  lead: 'Nothing is shown that you have not opened. What you hide is not found by it either.',
  fields: 'Who sees each field',
  field: 'Field',
  who: 'Seen by',
  more: 'What others may know besides',
  switches: {
    showOnlineStatus: { label: 'Show when I was last here', hint: 'To those who see your status.' },
    allowDirectMessages: { label: 'Let people write to me', hint: 'Other parts of this application ask for it.' },
    showReadReceipts: { label: 'Show what I have read', hint: 'To people whom you write with.' },
    publicAvatarByEmail: {
      label: 'Show my picture to sites that know my e-mail address',
      hint: 'As Gravatar does; only a public picture, only for your proved address.',
    },
    discoverable: { label: 'List me where people look around', hint: 'Whoever knows your name finds you either way.' },
    indexable: { label: 'Let search engines list my public profile', hint: 'Takes effect when they come by again.' },
    findableByEmail: { label: 'Let members find me by my whole e-mail address', hint: 'Never by a part of it.' },
    browseUnseen: { label: 'Look at profiles unseen', hint: 'You leave nothing in anybody’s numbers.' },
  },
  blocked: {
    title: 'People you have blocked',
    nobody: 'You have blocked nobody. You can do so on somebody’s page.',
    somebody: 'Somebody whom you cannot see',
    since: (when: string) => `Blocked on ${when}`,
    undoTitle: (name: string) => `Unblock ${name}?`,
    undoText: 'You can see and find each other again, as far as your profiles are open. They are not told.',
  },
};
