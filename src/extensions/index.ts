export { createExtensionRepository } from './repository.ts';
export { createExtensionRoutes } from './routes.ts';
export { createExtensionService } from './service.ts';
export { createExtensionTypeRepository } from './type-repository.ts';
export { createExtensionTypes } from './types.ts';
