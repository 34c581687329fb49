// How the tenant is set up: what it leaves open is as the installation has it.
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { api, dataOf } from '../../../api/client.ts';
import type { components } from '../../../api/schema.d.ts';
import { useProvedMutation } from '../../../session/fresh-proof.tsx';

type Tenant = components['schemas']['Tenant'];
type Described = components['schemas']['TenantSettings'];

/** Only what the tenant has set is there. */
export type TenantSettings = {
  readonly [Part in Exclude<keyof Described, 'fields'>]?: Described[Part] extends readonly unknown[]
    ? Described[Part]
    : Described[Part] extends object
      ? Partial<Described[Part]>
      : Described[Part];
} & { readonly fields?: Readonly<Record<string, FieldRule>> };
export interface FieldRule {
  readonly locked?: boolean;
  readonly widest?: Audience;
}
export type Audience = Described['defaultVisibility'];

/** What is absent stays; null gives it back to the installation. */
export type SettingsChange = components['schemas']['TenantSettingsChange'];

export const tenantKey = ['admin', 'tenant'] as const;

export const useTenant = () =>
  useQuery({ queryKey: tenantKey, queryFn: () => dataOf(api.GET('/api/v1/tenant/settings', {})) });

export const settingsOf = (tenant: Tenant) => tenant.settings as TenantSettings;

export function useSetUp() {
  const queries = useQueryClient();
  return useProvedMutation(
    (change: SettingsChange) => dataOf(api.PUT('/api/v1/tenant/settings', { body: change })),
    (tenant) => {
      queries.setQueryData(tenantKey, tenant);
      void queries.invalidateQueries({ queryKey: ['storefront'] });
    },
  );
}
