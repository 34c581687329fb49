export { createAuthenticate } from './authenticate.ts';
export { createAuthRoutes } from './routes.ts';
export { type AuthService, createAuthService } from './service.ts';
export { createSessions } from './sessions.ts';
