// Once before all tests: a current build, a database server, and a template database with the whole schema.
import { build } from '../../scripts/prepare.mjs';

export default async function globalSetup() {
  build({ tolerant: true });
  const { startCluster, sweepClusters } = await import('./cluster.mjs');
  const { migrate } = await import('../../dist/src/platform/db/migrator.js');
  await sweepClusters();
  const cluster = await startCluster();
  globalThis.testCluster = cluster;
  try {
    await cluster.server.ensureDatabase('template_cameo');
    const { server } = cluster;
    await migrate({ owner: server.url('template_cameo'), application: server.applicationUrl('template_cameo') });
  } catch (error) {
    await cluster.remove(); // jest skips the teardown after a setup that failed
    throw error;
  }
  process.env.TEST_POSTGRES_URL = cluster.server.url('postgres');
  process.env.TEST_APPLICATION_URL = cluster.server.applicationUrl('postgres');
}
