export { createContextKeys } from './contexts.ts';
export { createAliasPresenter } from './presenter.ts';
export { createAliasRepository } from './repository.ts';
export { createAliasRoutes } from './routes.ts';
export { createAliasService } from './service.ts';
export { createUnmasking } from './unmasking.ts';
