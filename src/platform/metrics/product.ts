// Measurements of what people do with the service.
import { Counter, Histogram, type Registry } from 'prom-client';
import type { ActivityType } from '../../contracts/activities.ts';

/** Who sent a request: nobody in particular, a member, or another back end. */
export type CallerKind = 'anonymous' | 'account' | 'service';

export interface ProductMetrics {
  /** What has been committed to people's histories. */
  countActivities(types: readonly ActivityType[]): void;
  observeUpload(bytes: number): void;
  countCaller(caller: CallerKind): void;
}

const kibibyte = 1024;

export function createProductMetrics(registers: Registry[]): ProductMetrics {
  const activities = new Counter({
    name: 'cameo_activities_total',
    help: 'Entries in people’s histories by type: profiles and privacy changed, pictures published or refused, aliases made.',
    labelNames: ['type'],
    registers,
  });
  const uploads = new Histogram({
    name: 'cameo_avatar_upload_bytes',
    help: 'Size of the pictures that were taken in.',
    buckets: [16, 64, 256, 1024, 2048, 4096, 8192, 16_384].map((size) => size * kibibyte),
    registers,
  });
  const callers = new Counter({
    name: 'cameo_http_callers_total',
    help: 'Requests by who sent them: nobody in particular, a member, or another back end.',
    labelNames: ['caller'],
    registers,
  });
  return {
    countActivities(types) {
      for (const type of types) activities.inc({ type });
    },
    observeUpload: (bytes) => uploads.observe(bytes),
    countCaller: (caller) => callers.inc({ caller }),
  };
}
