export { createVerificationFiles } from './evidence.ts';
export { createVerificationMailWriters } from './mails.ts';
export { createVerificationRepository, type VerificationRepository } from './repository.ts';
export { createVerificationRoutes } from './routes.ts';
export { createVerificationService } from './service.ts';
