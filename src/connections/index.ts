export { createConnectionRepository } from './repository.ts';
export { createConnectionRoutes } from './routes.ts';
export { createConnectionService } from './service.ts';
