import Joi from 'joi';
import { key } from '../key.ts';
import { url } from '../schemas.ts';

export const observability = {
  title: 'Measurements and traces',
  keys: {
    slowStatementMs: key(
      'SLOW_QUERY_MS',
      Joi.number().integer().min(1).max(60_000),
      500,
      'A statement that takes longer is logged, without the values it was sent with.',
    ),
    otlpEndpoint: key<string | undefined>(
      'OTEL_EXPORTER_OTLP_ENDPOINT',
      url('http', 'https'),
      undefined,
      'The base address of an OpenTelemetry receiver (OTLP over HTTP), such as `http://localhost:4318`; without it nothing is traced. `OTEL_TRACES_SAMPLER` and `OTEL_EXPORTER_OTLP_HEADERS` mean what OpenTelemetry says.',
    ),
  },
} as const;
