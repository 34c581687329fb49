// What anybody may know of the tenant: its ways of signing in, and whether people may register.
import { useQuery } from '@tanstack/react-query';
import { api, dataOf } from './client.ts';

export const useStorefront = () =>
  useQuery({
    queryKey: ['storefront'],
    queryFn: () => dataOf(api.GET('/api/v1/tenant', {})),
    staleTime: Number.POSITIVE_INFINITY,
  });
