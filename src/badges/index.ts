export { createBadgeMailWriters } from './mails.ts';
export { type BadgeRepository, createBadgeRepository } from './repository.ts';
export { createBadgeRoutes } from './routes.ts';
export { createBadgeService } from './service.ts';
