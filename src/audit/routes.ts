// HTTP door of the audit trail, for those who may read it.
import Joi from 'joi';
import {
  auditActionNames,
  auditActions,
  auditActorKinds,
  auditOutcomes,
  auditTargetTypes,
} from '../contracts/audit.ts';
import { invalidCursor, type PageQuery, pageKeys, pageMeta, pageReply } from '../platform/http/page.ts';
import { memberRoute, type Route } from '../platform/http/route.ts';
import { csvReply, csvType } from '../platform/http/stream.ts';
import { moment, uuid } from '../platform/text/joi.ts';
import type { Audited, AuditFilter, AuditService } from './service.ts';

const shared = { method: 'get', access: 'audit:read:tenant', tag: 'Administration' } as const;

const families = [...new Set(auditActionNames.map((name) => name.slice(0, name.indexOf('.') + 1)))];
const glossary = Object.entries(auditActions).map(([name, meaning]) => `- \`${name}\`: ${meaning}`);

const id = () => Joi.string().guid().example('019c6e2a-0000-7000-8000-000000000001');

const filters = {
  action: Joi.valid(...auditActionNames, ...families)
    .description('Only this action; with a dot at the end, every action that begins so.')
    .example('sign-in.failed'),
  actor: uuid()
    .description('Only what this account or service (by the id of its token) did.')
    .example('019c6e2a-0000-7000-8000-000000000001'),
  target: Joi.string()
    .max(200)
    .description('Only what was done to whatever has this id.')
    .example('019c6e2a-0000-7000-8000-000000000002'),
  outcome: Joi.valid(...auditOutcomes)
    .description('Only what ended so.')
    .example('denied'),
  from: moment().description('Only entries of this moment and later.').example('2026-11-01T00:00:00Z'),
  to: moment().description('Only entries before this moment.').example('2026-12-01T00:00:00Z'),
};

const query = Joi.object<AuditFilter & PageQuery>({ ...pageKeys('Entries'), ...filters });
const exportQuery = Joi.object<AuditFilter>(filters);

const actor = Joi.object({
  kind: Joi.valid(...auditActorKinds).description('`system` is a job, or an operator at the shell.'),
  id: id().allow(null).description('The account, or the token of the service.'),
});
const target = Joi.object({
  type: Joi.valid(...auditTargetTypes),
  id: Joi.string().allow(null).description('Null where it is not known, as with an address that nobody has.'),
}).allow(null);
const origin = Joi.object({
  ip: Joi.string().allow(null).description('The whole address, for some time.').example('203.0.113.7'),
  network: Joi.string().allow(null).description('The network it belongs to, for ever.').example('203.0.113.0/24'),
  userAgent: Joi.string().allow(null).description('The program it was done with, for some time.'),
  requestId: Joi.string().allow(null),
});

const output = Joi.object({
  id: id(),
  at: Joi.string().isoDate().example('2026-11-21T10:00:00.000Z'),
  action: Joi.string().description('What happened.').example('service-tokens.created'),
  outcome: Joi.valid(...auditOutcomes),
  actor,
  target,
  origin,
  before: Joi.object().optional().description('What was, of what has changed.'),
  after: Joi.object().optional().description('What is. Values of an account go with its key when it is erased.'),
  link: Joi.object({
    sequence: Joi.number().integer().example(42),
    hash: Joi.string()
      .pattern(/^[0-9a-f]{64}$/)
      .description('SHA-256 over the hash before it and this entry.'),
  })
    .allow(null)
    .description('Its place in the chain; null for the first seconds.'),
}).meta({ name: 'AuditEntry' });

const columns: Readonly<Record<string, (entry: Audited) => string | number | null | undefined>> = {
  at: ({ at }) => at.toISOString(),
  action: ({ action }) => action,
  outcome: ({ outcome }) => outcome,
  actorKind: (entry) => entry.actor.kind,
  actorId: (entry) => entry.actor.id,
  targetType: (entry) => entry.target?.type,
  targetId: (entry) => entry.target?.id,
  ip: (entry) => entry.origin.ip,
  network: (entry) => entry.origin.network,
  userAgent: (entry) => entry.origin.userAgent,
  requestId: (entry) => entry.origin.requestId,
  before: ({ before }) => before && JSON.stringify(before),
  after: ({ after }) => after && JSON.stringify(after),
  sequence: ({ link }) => link?.sequence,
  hash: ({ link }) => link?.hash,
  id: (entry) => entry.id,
};

export function createAuditRoutes({ service }: { service: AuditService }): Route[] {
  return [
    memberRoute({
      ...shared,
      path: '/audit',
      summary: 'Who did what',
      description: [
        'Everything that people with rights over others did, what was refused to whom, and what concerns the security ' +
          'of accounts; newest first. Entries are never changed or deleted. Reading is not recorded, exporting is.',
        '',
        ...glossary,
      ].join('\n'),
      query,
      responses: { 200: Joi.array().items(output) },
      meta: pageMeta,
      errors: [invalidCursor],
      handle: async ({ identity, query: asked }) => pageReply(await service.list(identity, asked)),
    }),
    memberRoute({
      ...shared,
      path: '/audit/export',
      summary: 'The audit trail as a file',
      description:
        'CSV with the same filters as the list, newest first; sent as it is read. Recorded as `audit.exported`.',
      query: exportQuery,
      responses: { 200: csvType },
      handle: async ({ identity, origin: from, query: asked }) =>
        csvReply('audit.csv', await service.export(identity, from, asked), columns),
    }),
  ];
}
