// Every route there is; the most used ones first, because Express tries them in order.
import { createHash } from 'node:crypto';
import { createAnalyticsRoutes } from './analytics/index.ts';
import { createAuthRoutes } from './auth/index.ts';
import { createAvatarRoutes } from './avatars/index.ts';
import { createCompletenessRoutes } from './completeness/index.ts';
import type { Container } from './container.ts';
import { createMailboxRoutes, createMailLinkRoutes } from './mail/index.ts';
import { createHealth, createOperationsRoutes } from './operations/index.ts';
import type { Route } from './platform/http/route.ts';
import { createProfileRoutes } from './profiles/index.ts';
import { createSearchRoutes } from './search/index.ts';

/** What the routes need of a container; describing them needs none of it. */
export type RouteParts = Pick<
  Container,
  | 'config'
  | 'analytics'
  | 'reader'
  | 'profiles'
  | 'blocks'
  | 'sequelize'
  | 'queues'
  | 'storage'
  | 'engine'
  | 'mailer'
  | 'search'
  | 'avatarIntake'
  | 'avatarDelivery'
  | 'completeness'
  | 'auth'
  | 'keys'
  | 'metrics'
  | 'workerMetrics'
  | 'version'
>;

export function createRoutes(parts: RouteParts, isDraining: () => boolean): Route[] {
  const { config, analytics, queues, storage, engine, mailer } = parts;
  const database = {
    async check() {
      await parts.sequelize.query('select 1');
    },
  };
  const health = createHealth({
    parts: { database, queue: queues, storage, search: engine, mail: mailer },
    isDraining,
  });
  return [
    ...createProfileRoutes({
      reader: parts.reader,
      service: parts.profiles,
      blocks: parts.blocks,
      viewed({ tenantId, userId, identity, request }) {
        const stranger = createHash('sha256').update(`${request.ip}\n${request.headers['user-agent'] ?? ''}`);
        analytics.recordView({ tenantId, userId, viewer: identity?.userId ?? stranger.digest('base64') });
      },
    }),
    ...createSearchRoutes({ service: parts.search }),
    ...createAvatarRoutes({ intake: parts.avatarIntake, delivery: parts.avatarDelivery }),
    ...createCompletenessRoutes({ service: parts.completeness }),
    ...createAnalyticsRoutes({ service: analytics }),
    ...createAuthRoutes({ service: parts.auth, keys: parts.keys }),
    ...createOperationsRoutes({
      health,
      metrics: parts.metrics,
      workerMetrics: parts.workerMetrics,
      queues,
      version: parts.version,
    }),
    ...createMailLinkRoutes(),
    ...(config.environment === 'production' ? [] : createMailboxRoutes({ mailbox: mailer })),
  ];
}
