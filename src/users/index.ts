export { createBans } from './bans.ts';
export { createBulkActions } from './bulk.ts';
export { createUserDirectory } from './directory.ts';
export { createUserMailWriters } from './mails.ts';
export { createModeration } from './moderation.ts';
export { createUserRoutes } from './routes.ts';
export { createUserService } from './service.ts';
export { createStandings } from './standing.ts';
