export { createAddressRetention } from './addresses.ts';
export { createActivityRoutes } from './routes.ts';
export { createActivityService } from './service.ts';
