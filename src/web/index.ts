export { createPageSender, mountWeb } from './pages.ts';
export { createWebRoutes } from './routes.ts';
export { createTemplate, findBuild } from './template.ts';
