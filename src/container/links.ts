// How links prove themselves, and profiles are tied to each other.
import type { Config } from '../../config/index.ts';
import { createConnectionRepository, createConnectionService } from '../connections/index.ts';
import { createLinkChecks, createLinkService, createProfileAddresses, createProofRepository } from '../links/index.ts';
import type { Core } from './core.ts';
import type { Platform } from './platform.ts';

const dayMs = 86_400_000;

export function createLinks(config: Config, platform: Platform, core: Core) {
  const { sequelize, clock, keys, limits, safeFetch, dns } = platform;
  const { transact, rows, presenter, profiles, tenantDirectory } = core;
  const addresses = createProfileAddresses({ publicUrl: config.http.publicUrl, tenants: tenantDirectory });
  const linkProofRepository = createProofRepository(sequelize);
  const connectionRepository = createConnectionRepository(sequelize);
  return {
    profileAddresses: addresses,
    linkProofRepository,
    connectionRepository,
    linkProofs: createLinkService({
      repository: linkProofRepository,
      checks: createLinkChecks({
        safeFetch,
        dns,
        addresses,
        tokenKey: keys.derive('link records'),
        allowHttp: config.outgoing.allowPrivate,
      }),
      ...{ addresses, rows, presenter, profiles, transact, clock },
      rules: { recheckMs: config.outgoing.linkRecheckDays * dayMs, graceChecks: config.outgoing.linkGraceChecks },
      limits: {
        asks: limits.guarding({ name: 'link-checks', points: 30, seconds: 3_600 }),
        hosts: limits.shared({ name: 'link-hosts', points: 120, seconds: 60 }),
      },
    }),
    connections: createConnectionService({
      repository: connectionRepository,
      ...{ addresses, rows, presenter, transact, clock },
      codeKey: keys.derive('connection codes'),
      limits: {
        asks: limits.guarding({ name: 'connection-requests', points: 30, seconds: 24 * 3_600 }),
        codes: limits.guarding({ name: 'connection-codes', points: 10, seconds: 3_600 }),
      },
    }),
  };
}
