export { createMailboxRoutes, createMailLinkRoutes } from './pages.ts';
export { createMailService, type MailService } from './service.ts';
