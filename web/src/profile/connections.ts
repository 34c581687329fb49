// Under which name one's connections are kept.
export const connectionsKey = ['own-connections'] as const;
