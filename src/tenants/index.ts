export { createTenantDirectory, type TenantDirectory } from './directory.ts';
export { fieldLocked, registrationClosed, signInMethodOff, tenantFull, tenantNotFound } from './errors.ts';
export { createTenantRepository } from './repository.ts';
export { createTenantRoutes } from './routes.ts';
export { createTenantService } from './service.ts';
export type { FieldRules, SignInMethod, TenantSettings } from './settings.ts';
