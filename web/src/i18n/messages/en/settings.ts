// Settings of this person.
export const settings = {
  title: 'Settings',
  lead: 'How this works for you. What you change is saved at once.',
  none: 'There is nothing to set yet.',
  toDefault: 'Back to the default',
  isPublic: 'Others see this',
};
