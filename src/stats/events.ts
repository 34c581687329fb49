// What other services tell about people, and which number each of it moves.

export const counters = ['postsCount', 'likesReceived', 'commentsCount', 'followersCount', 'followingCount'] as const;
export type Counter = (typeof counters)[number];

/** The number of `userId` that an event of the type moves, and the way it moves. */
const effects = {
  'post.created': ['postsCount', 1],
  'post.deleted': ['postsCount', -1],
  'like.received': ['likesReceived', 1],
  'like.withdrawn': ['likesReceived', -1],
  'comment.created': ['commentsCount', 1],
  'comment.deleted': ['commentsCount', -1],
  'follow.gained': ['followersCount', 1],
  'follow.lost': ['followersCount', -1],
  'follow.started': ['followingCount', 1],
  'follow.stopped': ['followingCount', -1],
} as const satisfies Record<string, readonly [Counter, 1 | -1]>;

type CountingType = keyof typeof effects;
export const countingTypes = Object.keys(effects) as CountingType[];

export interface StatsEvent {
  /** Unique within the tenant: an id that comes again is not counted again. */
  readonly id: string;
  readonly type: CountingType | 'user.active';
  readonly userId: string;
  readonly at: Date;
  readonly count: number;
}

/** Which counter the event moves, and by how much; undefined when it only tells that somebody was there. */
export function effectOf({ type, count }: StatsEvent): { counter: Counter; delta: number } | undefined {
  if (type === 'user.active') return undefined;
  const [counter, sign] = effects[type];
  return { counter, delta: sign * count };
}
