// Tracing by the OpenTelemetry SDK, sent as OTLP over HTTP. The SDK's own variables (OTEL_TRACES_SAMPLER,
// OTEL_EXPORTER_OTLP_HEADERS …) are read by it.
import { AsyncLocalStorage } from 'node:async_hooks';
import {
  type Context,
  isSpanContextValid,
  ROOT_CONTEXT,
  type Span,
  SpanKind,
  SpanStatusCode,
  trace,
} from '@opentelemetry/api';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http';
import { resourceFromAttributes } from '@opentelemetry/resources';
import { BatchSpanProcessor, NodeTracerProvider } from '@opentelemetry/sdk-trace-node';
import type { Tracing } from './tracing.ts';

const kinds = { request: SpanKind.SERVER, job: SpanKind.CONSUMER } as const;
const traceparentShape = /^00-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})$/;

function contextOf(traceparent: string | undefined): Context | undefined {
  const [, traceId, spanId, flags] = traceparentShape.exec(traceparent ?? '') ?? [];
  if (!traceId || !spanId || !flags) return undefined;
  const context = { traceId, spanId, traceFlags: Number.parseInt(flags, 16), isRemote: true };
  return isSpanContextValid(context) ? trace.setSpanContext(ROOT_CONTEXT, context) : undefined;
}

/** An error by its code: its message may quote somebody. */
function fail(span: Span, error: unknown): void {
  const code: unknown = error instanceof Error && 'code' in error ? error.code : undefined;
  span.setAttribute('error.type', typeof code === 'string' ? code : error instanceof Error ? error.name : 'unknown');
  span.setStatus({ code: SpanStatusCode.ERROR });
}

export function createTracing(options: { endpoint: string; process: string; version: string }): Tracing {
  const url = `${options.endpoint.replace(/\/+$/, '')}/v1/traces`;
  const provider = new NodeTracerProvider({
    resource: resourceFromAttributes({
      'service.name': 'cameo',
      'service.version': options.version,
      'service.instance.id': options.process,
    }),
    spanProcessors: [new BatchSpanProcessor(new OTLPTraceExporter({ url }))],
  });
  const tracer = provider.getTracer('cameo');
  // Of our own, and not the SDK's global one: several services may live in one process.
  const current = new AsyncLocalStorage<Span>();

  const inside = (): Context | undefined => {
    const span = current.getStore();
    return span && trace.setSpan(ROOT_CONTEXT, span);
  };

  return {
    async run(kind, name, attributes, work, parent) {
      const options = { attributes, kind: kinds[kind] };
      const span = tracer.startSpan(name, options, contextOf(parent) ?? inside() ?? ROOT_CONTEXT);
      try {
        return await current.run(span, work);
      } catch (error) {
        fail(span, error);
        throw error;
      } finally {
        span.end();
      }
    },
    begin(name, attributes, parent) {
      const context = contextOf(parent) ?? inside();
      if (!context) return () => {};
      const kind = parent === undefined ? SpanKind.CLIENT : SpanKind.PRODUCER;
      const span = tracer.startSpan(name, { attributes, kind }, context);
      return (error) => {
        if (error) fail(span, error);
        span.end();
      };
    },
    note(attributes) {
      current.getStore()?.setAttributes(attributes);
    },
    traceparent() {
      const context = current.getStore()?.spanContext();
      if (!context) return undefined;
      return `00-${context.traceId}-${context.spanId}-${context.traceFlags.toString(16).padStart(2, '0')}`;
    },
    async close() {
      await provider.shutdown();
    },
  };
}
