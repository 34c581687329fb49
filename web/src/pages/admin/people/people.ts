// The accounts of the tenant: how they are asked for, a page or one at a time.
import { keepPreviousData, queryOptions, useQuery } from '@tanstack/react-query';
import { answerOf, api, dataOf } from '../../../api/client.ts';
import type { components, paths } from '../../../api/schema.d.ts';
import { dayIn, endOf, type Filters, startOf } from '../filters.ts';

export type User = components['schemas']['User'];
type Query = NonNullable<paths['/api/v1/users']['get']['parameters']['query']>;

/** Everything that is known of accounts; what changes one makes it stale. */
export const peopleKey = ['admin', 'people'] as const;
const pageSize = 25;

export const statuses = ['active', 'deactivated', 'banned'] as const;
export const sorts = ['-createdAt', 'createdAt', 'email', '-email', '-completeness', 'completeness'] as const;
export const filterNames = [
  'q',
  'status',
  'role',
  'verified',
  'badge',
  'createdFrom',
  'createdTo',
  'completenessFrom',
  'completenessTo',
  'sort',
] as const;
export type PeopleFilters = Filters<(typeof filterNames)[number]>;

export const nameOf = ({ displayName, handle, email, id }: Pick<User, 'displayName' | 'handle' | 'email' | 'id'>) =>
  displayName ?? (handle ? `@${handle}` : (email ?? id));

/** What the service is asked, without order and page: a file has the same people in it. */
export function narrowedBy(filters: PeopleFilters): Omit<Query, 'sort' | 'limit' | 'cursor'> {
  const { q, role, badge, verified } = filters;
  const status = statuses.find((known) => known === filters.status);
  const [from, to] = [dayIn(filters.createdFrom), dayIn(filters.createdTo)];
  return {
    ...(q?.trim() && { q: q.trim() }),
    ...(status && { status }),
    ...(role && { role }),
    ...(badge && { badge }),
    ...(verified && { verified: verified === 'true' }),
    ...(from && { createdFrom: startOf(from) }),
    ...(to && { createdTo: endOf(to) }),
    ...(filters.completenessFrom && { completenessFrom: Number(filters.completenessFrom) }),
    ...(filters.completenessTo && { completenessTo: Number(filters.completenessTo) }),
  };
}

export function usePeople(filters: PeopleFilters, cursor: string | undefined) {
  const sort = sorts.find((known) => known === filters.sort) ?? '-createdAt';
  const query: Query = { ...narrowedBy(filters), sort, limit: pageSize, ...(cursor && { cursor }) };
  return useQuery({
    queryKey: [...peopleKey, 'list', query],
    queryFn: ({ signal }) => answerOf(api.GET('/api/v1/users', { signal, params: { query } })),
    placeholderData: keepPreviousData,
  });
}

export const accountQuery = (id: string) =>
  queryOptions({
    queryKey: [...peopleKey, 'account', id],
    queryFn: () => dataOf(api.GET('/api/v1/users/{id}', { params: { path: { id } } })),
  });

/** The roles of the tenant, for choices. */
export const rolesKey = ['admin', 'roles'] as const;
export const useRoles = () => useQuery({ queryKey: rolesKey, queryFn: () => dataOf(api.GET('/api/v1/roles', {})) });

/** The badges of the tenant, for choices. */
export const badgesKey = ['admin', 'badges'] as const;
export const useBadges = () => useQuery({ queryKey: badgesKey, queryFn: () => dataOf(api.GET('/api/v1/badges', {})) });
