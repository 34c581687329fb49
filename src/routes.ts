// Every route there is; the most used ones first, because Express tries them in order.
import { createHash } from 'node:crypto';
import type { Config } from '../config/index.ts';
import { createActivityRoutes } from './activity/index.ts';
import { createAliasRoutes } from './aliases/index.ts';
import { createAnalyticsRoutes } from './analytics/index.ts';
import { createAuditRoutes } from './audit/index.ts';
import {
  createAccountRoutes,
  createAuthPageRoutes,
  createAuthRoutes,
  createEmailChangeRoutes,
  createSecondFactorRoutes,
  createServiceTokenRoutes,
  createSessionRoutes,
} from './auth/index.ts';
import { createAvatarRoutes } from './avatars/index.ts';
import { createBadgeRoutes } from './badges/index.ts';
import { createCompletenessRoutes } from './completeness/index.ts';
import type { Container } from './container.ts';
import { createEmailAvatarRoutes } from './email-avatars/index.ts';
import { createExtensionRoutes } from './extensions/index.ts';
import { createMailboxRoutes, createSwitchingOffRoutes } from './mail/index.ts';
import { createHealth, createOperationsRoutes } from './operations/index.ts';
import type { Route } from './platform/http/route.ts';
import { createPreferencesRoutes } from './preferences/index.ts';
import { createProfileRoutes, fieldNames } from './profiles/index.ts';
import { createRoleRoutes } from './roles/index.ts';
import { createSearchRoutes } from './search/index.ts';
import { createSettingDefinitionRoutes, createSettingsRoutes } from './settings/index.ts';
import { createStatsRoutes } from './stats/index.ts';
import { createTenantRoutes } from './tenants/index.ts';
import { createMeRoutes, createUserRoutes } from './users/index.ts';

/** What the routes need of a container; describing them needs none of it. */
export type RouteParts = Pick<
  Container,
  | 'config'
  | 'analytics'
  | 'reader'
  | 'profiles'
  | 'preferences'
  | 'extensions'
  | 'extensionTypes'
  | 'aliases'
  | 'aliasPresenter'
  | 'unmasking'
  | 'settings'
  | 'settingDefinitions'
  | 'blocks'
  | 'sequelize'
  | 'queues'
  | 'storage'
  | 'engine'
  | 'mailer'
  | 'mailbox'
  | 'switchingOff'
  | 'search'
  | 'avatarIntake'
  | 'avatarUploads'
  | 'avatarChoice'
  | 'avatarDelivery'
  | 'emailAvatars'
  | 'completeness'
  | 'auth'
  | 'secondFactor'
  | 'emailChange'
  | 'signInMethods'
  | 'signInParts'
  | 'sessionList'
  | 'serviceTokens'
  | 'roles'
  | 'badges'
  | 'users'
  | 'bans'
  | 'moderation'
  | 'bulkActions'
  | 'tenants'
  | 'tenantDirectory'
  | 'audit'
  | 'auditProtection'
  | 'activity'
  | 'stats'
  | 'keys'
  | 'metrics'
  | 'workerMetrics'
  | 'version'
>;

const hasMailbox = ({ environment, mail }: Config): boolean =>
  environment !== 'production' && mail.smtpUrl === undefined;

export function createRoutes(parts: RouteParts, isDraining: () => boolean): Route[] {
  const { config, analytics, queues, storage, engine, mailer } = parts;
  const database = {
    async check() {
      await parts.sequelize.query('select 1');
    },
  };
  const health = createHealth({
    parts: {
      database,
      queue: queues,
      storage,
      search: engine,
      mail: mailer,
      audit: parts.auditProtection,
      ...parts.signInParts,
    },
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
    ...createPreferencesRoutes({ service: parts.preferences }),
    ...createExtensionRoutes({ service: parts.extensions, types: parts.extensionTypes }),
    ...createAliasRoutes({ service: parts.aliases, unmasking: parts.unmasking, presenter: parts.aliasPresenter }),
    ...createSearchRoutes({ service: parts.search }),
    ...createAvatarRoutes({
      intake: parts.avatarIntake,
      uploads: parts.avatarUploads,
      choice: parts.avatarChoice,
      delivery: parts.avatarDelivery,
    }),
    ...createEmailAvatarRoutes({ service: parts.emailAvatars }),
    ...createCompletenessRoutes({ service: parts.completeness }),
    ...createAnalyticsRoutes({ service: analytics }),
    ...createSettingsRoutes({ service: parts.settings, reader: parts.reader }),
    ...createSettingDefinitionRoutes({ definitions: parts.settingDefinitions }),
    ...createActivityRoutes({ service: parts.activity }),
    ...createAuditRoutes({ service: parts.audit }),
    ...createAuthRoutes({ service: parts.auth, keys: parts.keys }),
    ...createAccountRoutes({ service: parts.auth }),
    ...createSecondFactorRoutes({ service: parts.auth, factor: parts.secondFactor }),
    ...createEmailChangeRoutes({ service: parts.emailChange }),
    ...createSessionRoutes({ sessions: parts.sessionList }),
    ...createServiceTokenRoutes({ tokens: parts.serviceTokens }),
    ...createMeRoutes({ reader: parts.reader, profiles: parts.profiles }),
    ...createUserRoutes({
      users: parts.users,
      bans: parts.bans,
      moderation: parts.moderation,
      bulk: parts.bulkActions,
    }),
    ...createTenantRoutes({
      service: parts.tenants,
      directory: parts.tenantDirectory,
      fields: fieldNames,
      signInMethods: parts.signInMethods,
    }),
    ...createRoleRoutes({ service: parts.roles }),
    ...createBadgeRoutes({ service: parts.badges }),
    ...createStatsRoutes({ service: parts.stats }),
    ...createOperationsRoutes({
      health,
      metrics: parts.metrics,
      workerMetrics: parts.workerMetrics,
      queues,
      version: parts.version,
    }),
    ...createAuthPageRoutes(),
    ...createSwitchingOffRoutes({ switchingOff: parts.switchingOff }),
    ...(hasMailbox(config) ? createMailboxRoutes({ mailbox: parts.mailbox, host: config.http.host }) : []),
  ];
}
