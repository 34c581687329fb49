export { createCompletenessRoutes } from './routes.ts';
export { scoreProfile } from './score.ts';
export { createCompletenessService } from './service.ts';
