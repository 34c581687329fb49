export { createCompletenessRoutes } from './routes.ts';
export { type Completeness, scoreProfile } from './score.ts';
export { type CompletenessService, createCompletenessService } from './service.ts';
