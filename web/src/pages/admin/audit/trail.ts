// The audit trail: what it can be narrowed to, and how it is asked.
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { answerOf, api } from '../../../api/client.ts';
import type { components, paths } from '../../../api/schema.d.ts';
import { dayIn, endOf, type Filters, startOf } from '../filters.ts';

export type AuditEntry = components['schemas']['AuditEntry'];
type Query = NonNullable<paths['/api/v1/audit']['get']['parameters']['query']>;
type Action = NonNullable<Query['action']>;

export const filterNames = ['action', 'outcome', 'actor', 'target', 'from', 'to'] as const;
type AuditFilters = Filters<(typeof filterNames)[number]>;

export const outcomes = ['allowed', 'denied', 'failed'] as const;
/** With a full stop: everything that begins so. */
export const actionGroups = [
  ...(['users.', 'roles.', 'profiles.', 'avatars.', 'badges.', 'verifications.', 'endorsements.'] as const),
  ...(['aliases.', 'sign-in.', 'sessions.', 'passwords.', 'emails.', 'second-factors.', 'access.'] as const),
  ...(['settings.', 'completeness.', 'extension-types.', 'tenants.', 'service-tokens.'] as const),
  ...(['queues.', 'audit.'] as const),
] satisfies readonly Action[];

const pageSize = 30;

export function narrowedBy(filters: AuditFilters): Omit<Query, 'limit' | 'cursor'> {
  const action = actionGroups.find((known) => known === filters.action);
  const outcome = outcomes.find((known) => known === filters.outcome);
  const [from, to] = [dayIn(filters.from), dayIn(filters.to)];
  return {
    ...(action && { action }),
    ...(outcome && { outcome }),
    ...(filters.actor && { actor: filters.actor }),
    ...(filters.target && { target: filters.target }),
    ...(from && { from: startOf(from) }),
    ...(to && { to: endOf(to) }),
  };
}

export function useTrail(filters: AuditFilters, cursor: string | undefined) {
  const query: Query = { ...narrowedBy(filters), limit: pageSize, ...(cursor && { cursor }) };
  return useQuery({
    queryKey: ['admin', 'audit', query],
    queryFn: ({ signal }) => answerOf(api.GET('/api/v1/audit', { signal, params: { query } })),
    placeholderData: keepPreviousData,
  });
}
