// Blocks that somebody adds to the profile.
export const extensions = {
  title: 'Blocks of your profile',
  lead: 'What your profile has no field for: projects, talks, whatever you like.',
  none: 'There is no block yet.',
  one: 'this block',
  add: 'Add a block',
  change: 'Change',
  type: 'Kind',
  typeHint: 'Choose one of those your organisation knows, or name your own in small letters.',
  data: 'What it says, as JSON',
  audience: 'Who sees it, if they see your profile',
  up: 'Move up',
  down: 'Move down',
  removeTitle: (type: string) => `Remove “${type}”?`,
  removeText: 'What it says is deleted.',
};
