export { createStatsRepository } from './repository.ts';
export { createStatsRoutes } from './routes.ts';
export { createStatsService } from './service.ts';
