// Every route there is; the most used ones first, because Express tries them in order.
import type { Config } from '../config/index.ts';
import { createActivityRoutes } from './activity/index.ts';
import { createAliasRoutes } from './aliases/index.ts';
import { createAnalyticsRoutes } from './analytics/index.ts';
import { createAuditRoutes } from './audit/index.ts';
import {
  createAccountRoutes,
  createAuthPageRoutes,
  createAuthRoutes,
  createContinueRoutes,
  createEmailChangeRoutes,
  createSecondFactorRoutes,
  createServiceTokenRoutes,
  createSessionRoutes,
} from './auth/index.ts';
import { createAvatarRoutes } from './avatars/index.ts';
import { createBadgeIconRoutes, createBadgeRoutes, createCredentialRoutes } from './badges/index.ts';
import { createCompletenessRoutes } from './completeness/index.ts';
import { createConnectionRoutes } from './connections/index.ts';
import type { Container } from './container.ts';
import { createEmailAvatarRoutes } from './email-avatars/index.ts';
import { createEndorsementRoutes } from './endorsements/index.ts';
import { createExtensionRoutes } from './extensions/index.ts';
import { createLinkRoutes } from './links/index.ts';
import { createMailboxRoutes, createSwitchingOffRoutes } from './mail/index.ts';
import { createHealth, createOperationsRoutes, createPromiseAges } from './operations/index.ts';
import type { Route } from './platform/http/route.ts';
import { createSearchChanges } from './platform/search/changes.ts';
import { createPreferencesRoutes } from './preferences/index.ts';
import { createProfileRoutes, fieldNames } from './profiles/index.ts';
import { createRoleRoutes } from './roles/index.ts';
import { createSearchRoutes, createSearchTokenRoutes, createSitemapRoutes } from './search/index.ts';
import { createSettingDefinitionRoutes, createSettingsRoutes } from './settings/index.ts';
import { createStatsRoutes } from './stats/index.ts';
import { createTenantRoutes } from './tenants/index.ts';
import { createMeRoutes, createUserRoutes } from './users/index.ts';
import { createVerificationRoutes } from './verifications/index.ts';
import { createWebRoutes } from './web/index.ts';

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
  | 'directSearch'
  | 'sitemap'
  | 'avatarIntake'
  | 'avatarUploads'
  | 'avatarChoice'
  | 'avatarDelivery'
  | 'emailAvatars'
  | 'completeness'
  | 'completenessRules'
  | 'completenessRescorings'
  | 'auth'
  | 'secondFactor'
  | 'emailChange'
  | 'signInMethods'
  | 'continueWith'
  | 'issuerEntry'
  | 'kratosLoginUrl'
  | 'signInParts'
  | 'sessionList'
  | 'serviceTokens'
  | 'roles'
  | 'badges'
  | 'badgeEvaluation'
  | 'badgeIcons'
  | 'verificationRequests'
  | 'badgeCredentials'
  | 'profileAddresses'
  | 'sendPage'
  | 'linkProofs'
  | 'connections'
  | 'endorsements'
  | 'endorsementReading'
  | 'endorsementModeration'
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
  | 'figures'
  | 'statementReports'
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
    // Before the profiles, whose `{id}` would take `suggest` for a handle.
    ...createSearchRoutes({ service: parts.search, found: (...found) => analytics.noteAppearances(...found) }),
    ...createSearchTokenRoutes({ directSearch: parts.directSearch }),
    ...createProfileRoutes({
      reader: parts.reader,
      service: parts.profiles,
      blocks: parts.blocks,
      viewed: ({ userId, source, ...viewing }) => analytics.noteView(viewing, userId, source),
    }),
    ...createPreferencesRoutes({ service: parts.preferences }),
    ...createExtensionRoutes({ service: parts.extensions, types: parts.extensionTypes }),
    ...createAliasRoutes({ service: parts.aliases, unmasking: parts.unmasking, presenter: parts.aliasPresenter }),
    ...createAvatarRoutes({
      intake: parts.avatarIntake,
      uploads: parts.avatarUploads,
      choice: parts.avatarChoice,
      delivery: parts.avatarDelivery,
      viewed: (viewing, userId) => analytics.noteAvatarView(viewing, userId),
    }),
    ...createEmailAvatarRoutes({ service: parts.emailAvatars }),
    ...createCompletenessRoutes({
      service: parts.completeness,
      rules: parts.completenessRules,
      rescorings: parts.completenessRescorings,
    }),
    ...createAnalyticsRoutes({ service: analytics, reader: parts.reader }),
    ...createSettingsRoutes({ service: parts.settings, reader: parts.reader }),
    ...createSettingDefinitionRoutes({ definitions: parts.settingDefinitions }),
    ...createActivityRoutes({ service: parts.activity }),
    ...createAuditRoutes({ service: parts.audit }),
    ...createAuthRoutes({ service: parts.auth, keys: parts.keys }),
    ...createContinueRoutes({ service: parts.continueWith }),
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
      kratosLoginUrl: parts.kratosLoginUrl,
      issuerEntry: parts.issuerEntry,
    }),
    ...createRoleRoutes({ service: parts.roles }),
    ...createBadgeRoutes({ service: parts.badges, evaluation: parts.badgeEvaluation }),
    ...createBadgeIconRoutes({ icons: parts.badgeIcons }),
    ...createWebRoutes({
      reader: parts.reader,
      addresses: parts.profileAddresses,
      sendPage: parts.sendPage,
      arrivedFrom: (request) => analytics.arrivedFrom(request),
    }),
    ...createCredentialRoutes({ service: parts.badgeCredentials }),
    ...createLinkRoutes({ service: parts.linkProofs }),
    ...createConnectionRoutes({ service: parts.connections }),
    ...createVerificationRoutes({ service: parts.verificationRequests }),
    ...createEndorsementRoutes({
      service: parts.endorsements,
      reading: parts.endorsementReading,
      moderation: parts.endorsementModeration,
    }),
    ...createStatsRoutes({ service: parts.stats }),
    ...createOperationsRoutes({
      health,
      metrics: parts.metrics,
      workerMetrics: parts.workerMetrics,
      queues,
      promiseAges: createPromiseAges({
        sequelize: parts.sequelize,
        changes: config.search.url === undefined ? undefined : createSearchChanges({ sequelize: parts.sequelize }),
      }),
      figures: parts.figures,
      statements: parts.statementReports,
      version: parts.version,
    }),
    ...createSitemapRoutes({ sitemap: parts.sitemap }),
    ...createAuthPageRoutes(),
    ...createSwitchingOffRoutes({ switchingOff: parts.switchingOff }),
    ...(hasMailbox(config) ? createMailboxRoutes({ mailbox: parts.mailbox, host: config.http.host }) : []),
  ];
}
