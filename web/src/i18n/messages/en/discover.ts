// Finding people.
export const discover = {
  title: 'Discover',
  lead: 'People here, by name, skill or place. A typo does no harm.',
  search: 'Find people',
  placeholder: 'A name, a skill, a place…',
  narrow: 'Narrow down',
  verified: 'Verified only',
  hasAvatar: 'With a picture',
  sort: 'Order',
  sorts: { relevance: 'Best first', recent: 'Newest first', name: 'By name', endorsements: 'Most endorsed' },
  count: (count: number, shown: string, isExact: boolean) =>
    `${isExact ? shown : `${shown}+`} ${count === 1 ? 'person' : 'people'}`,
  nobody: 'Nobody was found. Try fewer words.',
  nobodyYet: 'Nobody to discover yet.',
  more: 'Show more',
  sections: { similar: 'People like you', recent: 'Newly joined', active: 'Recently here', endorsed: 'Most endorsed' },
  reasons: {
    shared: (what: string) => `You share ${what}`,
    joined: (when: string) => `Joined ${when}`,
    active: (when: string) => `Here ${when}`,
    endorsed: (count: string) => `${count} endorsements`,
  },
};
