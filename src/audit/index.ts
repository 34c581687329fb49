export { createAddressKeys } from './address-keys.ts';
export { createHeads } from './heads.ts';
export { createAuditProtection } from './protection.ts';
export { createAuditRoutes } from './routes.ts';
export { createAuditSealer } from './sealer.ts';
export { createAuditService } from './service.ts';
export { createAuditVerification } from './verification.ts';
