export { createAddressRetention } from './addresses.ts';
export { createActivityRoutes } from './routes.ts';
export { type ActivityService, createActivityService } from './service.ts';
