// Whether each part answers. The database decides readiness; without the others the service still keeps every promise.
import type { Storage } from '../platform/storage/index.ts';

export interface Part {
  check(): Promise<void>;
}

export interface HealthReport {
  readonly status: 'healthy' | 'degraded' | 'unhealthy';
  readonly ready: boolean;
  readonly parts: Readonly<Record<string, 'healthy' | 'unhealthy'>>;
}

const timeoutMs = 3_000;

async function isHealthy(part: Part): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error('no answer')), timeoutMs);
  });
  try {
    await Promise.race([part.check(), late]);
    return true;
  } catch {
    return false;
  } finally {
    clearTimeout(timer);
  }
}

export type Health = ReturnType<typeof createHealth>;

export function createHealth(deps: {
  /** `audit`: unhealthy where nothing keeps the service from changing its own trail. */
  parts: { database: Part; queue: Part; storage: Storage; search: Part; mail: Part; audit: Part } & Readonly<
    Record<string, Part>
  >;
  isDraining: () => boolean;
}) {
  return {
    async report(): Promise<HealthReport> {
      const named = Object.entries(deps.parts);
      const answers = await Promise.all(named.map(([, part]) => isHealthy(part)));
      const parts = Object.fromEntries(
        named.map(([name], at) => [name, answers[at] ? 'healthy' : 'unhealthy'] as const),
      );
      const ready = parts.database === 'healthy' && !deps.isDraining();
      const whole = answers.every(Boolean);
      return { status: whole ? 'healthy' : ready ? 'degraded' : 'unhealthy', ready, parts };
    },
  };
}
