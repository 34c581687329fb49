export { createConnectionMailWriters } from './mails.ts';
export { type ConnectionRepository, createConnectionRepository } from './repository.ts';
export { createConnectionRoutes } from './routes.ts';
export { createConnectionService } from './service.ts';
