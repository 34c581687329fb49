export { createLinkChecks } from './checks.ts';
export { createLinkMailWriters } from './mails.ts';
export { createProfileAddresses, type ProfileAddresses } from './profile-addresses.ts';
export { createProofRepository, type ProofRepository } from './repository.ts';
export { createLinkRoutes } from './routes.ts';
export { createLinkService } from './service.ts';
