export { createSearchRoutes } from './routes.ts';
export { createSearchService, liveFilter } from './service.ts';
