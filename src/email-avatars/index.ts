export { createAvatarHashes } from './hashes.ts';
export { createEmailAvatarRoutes } from './routes.ts';
export { createEmailAvatarService } from './service.ts';
