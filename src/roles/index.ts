export { permissionNotHeld } from './errors.ts';
export { createRoleRepository } from './repository.ts';
export { createRoleRoutes } from './routes.ts';
export { createRoleService, type RoleService } from './service.ts';
