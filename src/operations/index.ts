export { type DashboardAccess, mountDashboard } from './dashboard.ts';
export { createHealth, type Part } from './health.ts';
export { createOperationsRoutes } from './routes.ts';
export { createWorkerMetrics } from './worker-metrics.ts';
