// The queues; a job's name begins with its queue's.
export const queueNames = ['media', 'completeness', 'analytics', 'search', 'mail'] as const;
export type QueueName = (typeof queueNames)[number];
