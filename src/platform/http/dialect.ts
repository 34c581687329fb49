// Another way to write the same requests and answers; `response.locals.dialect` holds the one of a request, if any.
export interface Dialect {
  decodeBody(body: unknown): unknown;
  encodeSuccess(envelope: { data: unknown; meta?: unknown }): object;
}
