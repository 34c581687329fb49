export { createEndorsementMailWriters } from './mails.ts';
export { createEndorsementModeration } from './moderation.ts';
export { createEndorsementReading } from './reading.ts';
export { createEndorsementRepository, type EndorsementRepository } from './repository.ts';
export { createEndorsementRoutes } from './routes.ts';
export { createEndorsementScoring } from './scoring.ts';
export { createEndorsementService } from './service.ts';
