// What those who look after a tenant, or the installation, work with.
import {
  createAuditProtection,
  createAuditSealer,
  createAuditService,
  createAuditVerification,
  createHeads,
} from '../audit/index.ts';
import type { AuthService, Sessions } from '../auth/index.ts';
import type { AvatarChoice } from '../avatars/index.ts';
import type { Identity } from '../contracts/identity.ts';
import { createFigures, createStatementReports } from '../operations/index.ts';
import { createRoleRepository, createRoleService } from '../roles/index.ts';
import {
  createBans,
  createBulkActions,
  createModeration,
  createStandings,
  createUserDirectory,
  createUserService,
} from '../users/index.ts';
import type { Core } from './core.ts';
import type { Platform } from './platform.ts';

export function createAdministration(
  platform: Platform,
  core: Core,
  { auth, sessions, avatarChoice: avatars }: { auth: AuthService; sessions: Sessions; avatarChoice: AvatarChoice },
) {
  const { sequelize, keys } = platform;
  const { transact } = core;
  const heads = createHeads(keys);
  const roles = createRoleService({ repository: createRoleRepository(sequelize), transact });
  const standings = createStandings({ ...core, sessions, roles });
  const moderation = createModeration({ ...core, standings, avatars });
  const bans = createBans({ ...platform, ...core, standings });
  const directory = createUserDirectory(sequelize);

  /** Whoever acts in a job, by the rights of the moment. */
  async function findActor(tenantId: string, userId: string): Promise<Identity | undefined> {
    const rights = await core.findRights(tenantId, userId);
    return rights && { kind: 'account', tenantId, userId, sessionId: 'job', ...rights };
  }

  return {
    roles,
    bans,
    moderation,
    users: createUserService({ ...platform, ...core, directory, standings, moderation, bans, auth, roles }),
    bulkActions: createBulkActions({ sequelize, standings, findActor, transact }),
    audit: createAuditService({ sequelize, ...core }),
    figures: createFigures(platform),
    statementReports: createStatementReports({ sequelize, times: platform.statementTimes }),
    auditSealer: createAuditSealer({ ...platform, heads }),
    auditHeads: heads,
    auditVerification: createAuditVerification({ ...platform, heads }),
    auditProtection: createAuditProtection({ sequelize }),
  };
}
