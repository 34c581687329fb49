export { createAnalyticsRoutes } from './routes.ts';
export { type AnalyticsService, createAnalyticsService, type ProfileView } from './service.ts';
