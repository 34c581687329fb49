export { mountDashboard } from './dashboard.ts';
export { createFigures } from './figures.ts';
export { createHealth } from './health.ts';
export { createPromiseAges } from './promises.ts';
export { createOperationsRoutes } from './routes.ts';
export { createStatementReports } from './statements.ts';
export { createWorkerMetrics } from './worker-metrics.ts';
