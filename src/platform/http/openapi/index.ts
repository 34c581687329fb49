// Documentation made from the schemas that validate.
export { buildOpenApi } from './document.ts';
export type { OpenApiDocument } from './types.ts';
