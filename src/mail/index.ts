export { createMailboxRoutes, createMailLinkRoutes } from './pages.ts';
export { createMailService } from './service.ts';
