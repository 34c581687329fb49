// The OpenAPI 3.1 document of a route table.
import { setImmediate as othersFirst } from 'node:timers/promises';
import { expressPath } from '../mount.ts';
import type { RouteDocumentation } from '../route.ts';
import { headerComponents } from './headers.ts';
import { operationOf } from './operation.ts';
import { errorsOf, problemExamples, problemSchema } from './problems.ts';
import { createSchemaRegistry } from './schema.ts';
import type { OpenApiDocument, Operation } from './types.ts';

interface ApiInfo {
  readonly title: string;
  readonly version: string;
  readonly description: string;
  /** Where the paths begin, such as `https://people.example` or `/`. */
  readonly serverUrl: string;
}

/** The full path of a route, with parameters as `{id}`. */
const documentedPath = (route: Pick<RouteDocumentation, 'path' | 'root'>): string =>
  expressPath(route).replace(/:(\w+)/g, '{$1}');

/**
 * Describes `routes` in their order. That takes half a second, in which other requests are answered.
 * @throws Error when two schemas share a name or two routes an address.
 */
export async function buildOpenApi(routes: readonly RouteDocumentation[], info: ApiInfo): Promise<OpenApiDocument> {
  const registry = createSchemaRegistry();
  const paths: Record<string, Record<string, Operation>> = {};
  for (const route of routes) {
    const path = documentedPath(route);
    const operations = paths[path] ?? {};
    paths[path] = operations;
    if (operations[route.method]) throw new Error(`Two routes answer ${route.method.toUpperCase()} ${path}`);
    operations[route.method] = operationOf(route, registry);
    await othersFirst();
  }
  const { serverUrl, ...about } = info;
  return {
    openapi: '3.1.0',
    info: about,
    servers: [{ url: serverUrl }],
    tags: [...new Set(routes.map(({ tag }) => tag))].map((name) => ({ name })),
    paths,
    components: {
      schemas: { ...registry.schemas, Problem: problemSchema },
      headers: headerComponents,
      examples: problemExamples(routes.flatMap(errorsOf)),
      securitySchemes: {
        accessToken: {
          type: 'http',
          scheme: 'bearer',
          bearerFormat: 'JWT',
          description:
            'The access token that `POST /api/v1/auth/login` gives, or one of the issuer that is configured. With the latter any route may answer 403 `SIGN_IN_METHOD_OFF`, and the first request of a person `REGISTRATION_CLOSED` or `TENANT_FULL`. Where Ory Kratos is configured its sessions count like it, in `X-Session-Token` or the cookie `ory_kratos_session`.',
        },
        sessionCookie: {
          type: 'apiKey',
          in: 'cookie',
          name: '__Host-cameo-session',
          description:
            'For browsers: set by `POST /api/v1/auth/login` with `cookie`. Changes need a request from our own pages.',
        },
        serviceToken: {
          type: 'http',
          scheme: 'bearer',
          description: 'The token of another back end, made by an administrator with `POST /api/v1/service-tokens`.',
        },
      },
    },
  };
}
