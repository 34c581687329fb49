export { createSearchRoutes } from './routes.ts';
export { createSearchService, liveFilter, type SearchService } from './service.ts';
