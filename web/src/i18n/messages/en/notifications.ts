// What somebody is told of.
export const notifications = {
  title: 'Notifications',
  lead: 'What you are told of, and how.',
  event: 'What happens',
  required: 'Always sent: it protects your account.',
  channels: { email: 'E-mail', push: 'Push', inApp: 'Here' },
};
