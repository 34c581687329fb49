// The HTTP application: middleware, every capability's routes, documentation, dashboard, failures.
import express, { type Express } from 'express';
import helmet from 'helmet';
import type { Container } from './container.ts';
import { dialects } from './dialects/index.ts';
import { apiTitle, describeRoutes } from './openapi.ts';
import { mountDashboard } from './operations/index.ts';
import { mountDocumentation } from './platform/http/docs.ts';
import { failures, unmatched } from './platform/http/failures.ts';
import { mountRoutes } from './platform/http/mount.ts';
import { requestScope } from './platform/http/request-scope.ts';
import { createRoutes } from './routes.ts';
import { mountWeb } from './web/index.ts';

export interface AppOptions {
  /** True from the moment on at which no new requests should come. */
  readonly isDraining?: () => boolean;
}

export function createApp(container: Container, { isDraining = () => false }: AppOptions = {}): Express {
  const { config, logger, metrics, authenticate, identityByPassword, queues, audit, tenantDirectory, requestLimits } =
    container;
  const routes = createRoutes(container, isDraining);
  const app = express();
  app.disable('etag'); // replies carry their own
  app.set('trust proxy', config.http.trustProxyHops);
  app.set('query parser', 'simple');
  app.use(requestScope({ logger, metrics }));
  app.use(
    helmet({
      contentSecurityPolicy: { directives: { defaultSrc: ["'none'"], frameAncestors: ["'none'"] }, useDefaults: false },
    }),
  );
  app.use((_request, response, next) => {
    response.setHeader('Cache-Control', 'private, no-store'); // unless a reply says otherwise
    next();
  });
  app.use(dialects);
  mountRoutes(app, routes, {
    authenticate,
    limits: requestLimits,
    tenantOfHost: tenantDirectory.ofHost,
    isDraining,
    denied: audit.recordDenial,
    tracing: container.tracing,
    countCaller: metrics.countCaller,
    validateReplies: config.environment === 'test',
  });
  mountDocumentation(app, apiTitle, () => describeRoutes(routes, config.http.publicUrl));
  mountDashboard(app, queues.all, { authenticate, identityByPassword, audit });
  mountWeb(app, { directory: container.webDirectory, sendPage: container.sendPage, tenants: tenantDirectory });
  app.use(unmatched(routes));
  app.use(failures({ logger }));
  return app;
}
