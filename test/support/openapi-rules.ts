// What makes an OpenAPI 3.1 document valid and worth reading, as far as it concerns documents like ours.
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import type { OpenApiDocument } from '../../src/platform/http/openapi/index.ts';

/** A validator for schemas that refer to `document`'s components. */
export function createAjv(document: Pick<OpenApiDocument, 'components'>) {
  const ajv = new Ajv2020({ allErrors: true, strict: true, strictTypes: false, strictRequired: false });
  addFormats.default(ajv);
  ajv.addFormat('binary', true);
  ajv.addVocabulary(['components', 'x-constraint']);
  return ajv.addSchema({ $id: 'document', components: document.components });
}

/** Rewrites `#/components/…` so that it is found from a schema outside of the document. */
export const fromOutside = (schema: unknown): Record<string, unknown> =>
  JSON.parse(JSON.stringify(schema).replaceAll('"#/components/', '"document#/components/'));

type Node = { path: string; value: Record<string, unknown> };

function* nodesOf(value: unknown, path = '#'): Generator<Node> {
  if (Array.isArray(value)) for (const [index, item] of value.entries()) yield* nodesOf(item, `${path}/${index}`);
  else if (typeof value === 'object' && value !== null) {
    yield { path, value: { ...value } };
    for (const [key, child] of Object.entries(value))
      yield* nodesOf(child, `${path}/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`);
  }
}

const isSchemaPosition = (path: string) => /\/(schema|components\/schemas\/[^/]+)$/.test(path);

/** Every way in which `document` breaks the specification or leaves a reader guessing; none if it is good. */
export function openApiProblems(document: OpenApiDocument): string[] {
  const problems: string[] = [];
  const nodes = [...nodesOf(document)];
  const pointers = new Set(nodes.map(({ path }) => path));
  const ajv = createAjv(document);
  for (const { path, value } of nodes) {
    if (typeof value.$ref === 'string' && !pointers.has(value.$ref))
      problems.push(`${path}: ${value.$ref} is not there`);
    if (isSchemaPosition(path)) {
      try {
        ajv.compile(fromOutside(value));
      } catch (error) {
        problems.push(`${path}: ${String(error)}`);
      }
    }
  }
  for (const name of Object.keys(document.components.schemas))
    if (!/^[a-zA-Z0-9._-]+$/.test(name)) problems.push(`components/schemas/${name}: not a component name`);

  const tags = document.tags.map(({ name }) => name);
  const ids = new Set<string>();
  const shapes = new Set<string>();
  for (const [path, operations] of Object.entries(document.paths)) {
    if (!path.startsWith('/')) problems.push(`${path}: does not begin with /`);
    const shape = path.replace(/\{\w+\}/g, '{}');
    if (shapes.has(shape)) problems.push(`${path}: differs from another path in names only`);
    shapes.add(shape);
    for (const [method, operation] of Object.entries(operations)) {
      const tell = (problem: string) => problems.push(`${method.toUpperCase()} ${path}: ${problem}`);
      if (ids.has(operation.operationId)) tell(`operationId ${operation.operationId} is used twice`);
      ids.add(operation.operationId);
      if (!operation.summary || !operation.description) tell('no summary or description');
      for (const tag of operation.tags) if (!tags.includes(tag)) tell(`tag ${tag} is not declared`);
      for (const scheme of operation.security.flatMap(Object.keys))
        if (!(scheme in document.components.securitySchemes)) tell(`security scheme ${scheme} is not declared`);
      const parameters = operation.parameters ?? [];
      const named = parameters.filter((parameter) => parameter.in === 'path').map(({ name }) => name);
      const inPath = [...path.matchAll(/\{(\w+)\}/g)].map((match) => match[1]);
      if (String(named) !== String(inPath)) tell(`declares the path parameters [${named}], has [${inPath}]`);
      for (const parameter of parameters) {
        if (!parameter.description) tell(`parameter ${parameter.name} has no description`);
        if (parameter.in !== 'header' && !('example' in parameter)) tell(`parameter ${parameter.name} has no example`);
      }
      const statuses = Object.keys(operation.responses);
      if (!statuses.some((status) => /^[23]\d\d$/.test(status))) tell('tells no way to succeed');
      for (const [status, response] of Object.entries(operation.responses)) {
        if (!response.description) tell(`${status} has no description`);
        if (Number(status) >= 400 && !response.content?.['application/problem+json']) tell(`${status} is no problem`);
      }
    }
  }
  return problems;
}
