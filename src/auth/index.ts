export { createAuthenticate } from './authenticate.ts';
export { createRightsByPassword } from './password-rights.ts';
export { createAuthRoutes } from './routes.ts';
export { createAuthService } from './service.ts';
export { createServiceTokenRoutes } from './service-token-routes.ts';
export { createServiceTokens } from './service-tokens.ts';
export { createSessions } from './sessions.ts';
