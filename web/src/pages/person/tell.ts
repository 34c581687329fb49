// What readers of somebody's page do with it, for that person's numbers. Nobody waits for it, and it may get lost.
import { api } from '../../api/client.ts';
import type { components } from '../../api/schema.d.ts';

export function tell(id: string, event: components['schemas']['PageEvent']): void {
  void api
    .POST('/api/v1/profiles/{id}/events', { params: { path: { id } }, body: event, keepalive: true })
    .catch(() => undefined);
}
