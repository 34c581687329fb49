export { createCredentialRoutes } from './credential-routes.ts';
export { createCredentialService } from './credentials.ts';
export { badgeGranted, badgeNotFound, cannotGrantYourself } from './errors.ts';
export { createBadgeEvaluation } from './evaluation.ts';
export { createBadgeMailWriters } from './mails.ts';
export { type BadgeRepository, createBadgeRepository } from './repository.ts';
export { createBadgeRoutes } from './routes.ts';
export { type BadgeService, createBadgeService } from './service.ts';
export { createStatusLists } from './status-lists.ts';
