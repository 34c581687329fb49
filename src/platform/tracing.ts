// Traces from a request through its statements, promises and jobs, as OpenTelemetry has them. Where no receiver is
// configured, nothing is loaded and nothing is recorded. Spans carry patterns and ids, never personal data.

export type SpanAttributes = Readonly<Record<string, string | number | boolean>>;

export interface Tracing {
  /**
   * Runs `work`, which answers a request or does a job, in a span: what it begins meanwhile is its children.
   * @param parent a `traceparent` (W3C) from elsewhere; without one, the span that this is called in
   */
  run<T>(
    kind: 'request' | 'job',
    name: string,
    attributes: SpanAttributes,
    work: () => Promise<T>,
    parent?: string,
  ): Promise<T>;
  /**
   * Begins a span without children, of a call to another part, or with `parent` of handing over what that has promised;
   * nothing outside of every span. What it returns ends it.
   */
  begin(name: string, attributes: SpanAttributes, parent?: string): (error?: unknown) => void;
  /** Says something about the span that this is called in. */
  note(attributes: SpanAttributes): void;
  /** The span that this is called in, as W3C writes it; undefined where nothing is traced. */
  traceparent(): string | undefined;
  /** Sends what is left. */
  close(): Promise<void>;
}

const nothing = () => {};

export const noTracing: Tracing = {
  run: (_kind, _name, _attributes, work) => work(),
  begin: () => nothing,
  note: nothing,
  traceparent: () => undefined,
  close: async () => {},
};
