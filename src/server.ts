// Process `web`: the API. SIGTERM stops accepting, finishes what has begun, and exits 0.
import type { Server } from 'node:http';
import { loadConfig } from '../config/index.ts';
import { createApp } from './app.ts';
import { createContainer } from './container.ts';
import { createHttpServer, drain } from './platform/http/server.ts';
import { runUntilStopped } from './platform/os/run-until-stopped.ts';
import { exitWithParent } from './platform/supervisor.ts';

const flushViewsMs = 1000;
// Less than the 30 seconds after which supervisors kill.
const graceMs = 25_000;

function listen(server: Server, port: number, host: string): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, resolve);
  });
}

await runUntilStopped(
  async ({ stopping, defer }) => {
    exitWithParent(() => process.kill(process.pid, 'SIGTERM'));
    const config = loadConfig();
    const container = await createContainer({ config, process: 'web' });
    defer(container.close);

    const server = createHttpServer(createApp(container, { isDraining: () => stopping.aborted }));
    await listen(server, config.http.port, config.http.host);
    defer(() => drain(server));

    const views = setInterval(() => void container.analytics.flush(), flushViewsMs);
    defer(() => clearInterval(views));
    container.logger.info({ address: server.address() }, 'listening');
    await container.auditProtection.check().catch((error: unknown) => container.logger.warn({ err: error }));
  },
  { graceMs },
);
