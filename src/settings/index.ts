export { createSettingDefinitionRoutes } from './definition-routes.ts';
export { createSettingDefinitions } from './definitions.ts';
export { createSettingsRepository } from './repository.ts';
export { createSettingsRoutes } from './routes.ts';
export { createChecks } from './rules.ts';
export { createSettingsService } from './service.ts';
