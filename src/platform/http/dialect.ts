// Another way to write the same requests and answers; `response.locals.dialect` holds the one of a request, if any.
export interface Dialect {
  decodeBody(body: unknown): unknown;
  encodeSuccess(envelope: { data: unknown; meta?: unknown }): object;
  /** A problem document that names fields as this client does. */
  encodeProblem(problem: Readonly<Record<string, unknown>>): object;
}
