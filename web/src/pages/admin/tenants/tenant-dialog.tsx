// Making a tenant, giving it another name, or moving it to other hosts.
import { TagsInput, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useQueryClient } from '@tanstack/react-query';
import { api, dataOf } from '../../../api/client.ts';
import type { components } from '../../../api/schema.d.ts';
import { FormDialog } from '../../../components/form-dialog.tsx';
import { useProvedMutation } from '../../../session/fresh-proof.tsx';
import { useText } from '../reading.tsx';
import { tenantKey } from '../tenant/tenant-settings.ts';

export type Tenant = components['schemas']['Tenant'];
export const tenantsKey = ['admin', 'tenants'] as const;

const slugPattern = '[a-z][a-z0-9\\-]{1,39}';
const mostHosts = 20;

interface Values {
  readonly slug: string;
  readonly name: string;
  readonly hosts: readonly string[];
}

const blank: Values = { slug: '', name: '', hosts: [] };

export function TenantDialog({ tenant, onClose }: { tenant: Tenant | undefined; onClose: () => void }) {
  const words = useText().admin.tenants;
  const queries = useQueryClient();
  const form = useForm<Values>({ initialValues: tenant ?? blank });
  const saving = useProvedMutation(
    ({ slug, name, hosts }: Values) => {
      const body = { name: name.trim(), hosts: [...hosts] };
      return tenant
        ? dataOf(api.PUT('/api/v1/tenants/{id}', { params: { path: { id: tenant.id } }, body }))
        : dataOf(api.POST('/api/v1/tenants', { body: { ...body, slug } }));
    },
    async () => {
      await Promise.all([tenantsKey, tenantKey].map((queryKey) => queries.invalidateQueries({ queryKey })));
      onClose();
    },
  );
  return (
    <FormDialog
      title={tenant ? tenant.name : words.make}
      isPending={saving.isPending}
      error={saving.error}
      onSubmit={form.onSubmit((values) => saving.mutate(values))}
      onClose={onClose}
    >
      {!tenant && (
        <TextInput
          label={words.slug}
          description={words.slugHint}
          placeholder="acme"
          required
          pattern={slugPattern}
          {...form.getInputProps('slug')}
        />
      )}
      <TextInput label={words.name} required maxLength={100} {...form.getInputProps('name')} />
      <TagsInput
        label={words.hosts}
        description={words.hostsHint}
        placeholder="people.acme.example"
        maxTags={mostHosts}
        acceptValueOnBlur
        {...form.getInputProps('hosts')}
      />
    </FormDialog>
  );
}
