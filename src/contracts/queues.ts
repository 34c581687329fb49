// The queues; a job's name begins with its queue's, and in `maintenance` with the name of whose house is kept.
export const queueNames = ['media', 'completeness', 'analytics', 'search', 'mail', 'links', 'maintenance'] as const;
export type QueueName = (typeof queueNames)[number];
