export { mountDashboard } from './dashboard.ts';
export { createHealth } from './health.ts';
export { createOperationsRoutes } from './routes.ts';
export { createWorkerMetrics } from './worker-metrics.ts';
