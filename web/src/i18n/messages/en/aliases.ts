// Anonymous names.
export const aliases = {
  title: 'Aliases',
  lead: 'Where you are whom. Only you see this list.',
  text: 'In some places you go by an anonymous name and picture. Nobody there can tell that it is you, or that two of them are the same person.',
  none: 'You have no alias yet. You get one where you first write anonymously.',
  where: (kind: string, place: string) => `In ${kind} ${place}`,
  until: (when: string) => `Until ${when}; then you get another.`,
  former: 'No longer used',
  revealed: 'Revealed',
  regenerate: 'Take another',
  wait: (time: string) => `You can take another in ${time}.`,
  reveal: 'Reveal who I am',
  revealTitle: (name: string) => `Reveal that ${name} is you?`,
  revealText:
    'Everything that you have written under this name will lead to your profile, for everybody who may see it. This cannot be undone.',
};
