// Passing a profile on.
export const share = {
  open: 'Share',
  own: 'Share your profile',
  title: (name: string) => `Share the profile of ${name}`,
  link: 'Link',
  device: 'Share with an app',
  sites: 'Write about it on',
  sitesHint: 'These links say where you put them: your insights tell how many visitors came from there.',
  qrCode: (name: string) => `QR code that leads to the profile of ${name}`,
  qrFile: (kind: string) => `Download the QR code as ${kind}`,
  card: 'Save to your address book (vCard)',
  cardLink: 'Card for address books (vCard); everybody gets what they may see',
};
