// The description of the API: served at /openapi.json, kept in docs/openapi.json.
import { buildOpenApi, type OpenApiDocument } from './platform/http/openapi/index.ts';
import type { Route } from './platform/http/route.ts';
import { createRoutes, type RouteParts } from './routes.ts';
import { readVersion } from './version.ts';

export const apiTitle = 'Cameo';

export const describeRoutes = (routes: readonly Route[], serverUrl: string): Promise<OpenApiDocument> =>
  buildOpenApi(routes, {
    title: apiTitle,
    version: readVersion(),
    description: 'The user-profile service that an application would otherwise write for itself.',
    serverUrl,
  });

/** The whole API without anything behind it: routes are described by data, only their handlers need parts. */
export function describeApi(): Promise<OpenApiDocument> {
  const parts = { config: { environment: 'development', http: {}, mail: {}, search: {} } } as RouteParts;
  return describeRoutes(
    createRoutes(parts, () => false),
    'http://localhost:8092',
  );
}
