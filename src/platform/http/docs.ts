// The pages about the API: `GET /openapi.json` and Swagger UI at `GET /docs`. Nothing on them comes from another host.
import type { Express, RequestHandler } from 'express';
import helmet from 'helmet';
import swaggerUi from 'swagger-ui-express';
import { notFound } from './errors.ts';
import type { OpenApiDocument } from './openapi/index.ts';

const headers = helmet({
  contentSecurityPolicy: {
    useDefaults: false,
    directives: {
      defaultSrc: ["'none'"],
      scriptSrc: ["'self'"],
      // Swagger UI brings a style element and writes style attributes.
      styleSrc: ["'self'", "'unsafe-inline'"],
      imgSrc: ["'self'", 'data:'],
      fontSrc: ["'self'", 'data:'],
      connectSrc: ["'self'"],
      formAction: ["'self'"],
      baseUri: ["'none'"],
      frameAncestors: ["'none'"],
    },
  },
});

// Swagger UI would refuse it, too, in a form of its own.
const refusePackageFile: RequestHandler = (request, _response, next) => {
  if (request.path.endsWith('/package.json')) throw notFound();
  next();
};

/** Adds both addresses to `app`. The document is made when it is first asked for. */
export function mountDocumentation(app: Express, title: string, describe: () => Promise<OpenApiDocument>): void {
  let json: Promise<string> | undefined;
  const options = {
    swaggerUrl: '/openapi.json',
    customSiteTitle: title,
    // Without this the page asks validator.swagger.io about the document.
    swaggerOptions: { validatorUrl: null },
  };
  app.get('/openapi.json', headers, async (_request, response) => {
    json ??= describe().then((document) => JSON.stringify(document));
    response.type('application/json').send(await json);
  });
  app.use('/docs', headers, refusePackageFile, ...swaggerUi.serveFiles(undefined, options));
  app.get('/docs', swaggerUi.setup(undefined, options));
}
