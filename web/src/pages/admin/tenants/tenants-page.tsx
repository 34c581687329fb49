// Every tenant of the installation: its names and hosts.
import { Badge, Group, SimpleGrid, Text } from '@mantine/core';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { answerOf, api } from '../../../api/client.ts';
import { ItemCard } from '../../../components/item-card.tsx';
import { ChangeButton } from '../change-button.tsx';
import { CollectionPage } from '../collection-page.tsx';
import { useFilters } from '../filters.ts';
import { useReading, useText } from '../reading.tsx';
import { useTenant } from '../tenant/tenant-settings.ts';
import { type Tenant, TenantDialog, tenantsKey } from './tenant-dialog.tsx';

const pageSize = 50;

function TenantCard({ tenant, isHere, onChange }: { tenant: Tenant; isHere: boolean; onChange: () => void }) {
  const { text, formatDate } = useReading();
  const words = text.admin.tenants;
  const { name, slug, hosts, createdAt } = tenant;
  return (
    <ItemCard
      title={name}
      aside={
        isHere && (
          <Badge variant="light" tt="none" fw={500}>
            {words.here}
          </Badge>
        )
      }
    >
      <Text size="sm" c="dimmed">
        {slug} · {words.madeOn(formatDate(createdAt))}
      </Text>
      <Text size="sm" style={{ overflowWrap: 'anywhere' }}>
        {hosts.length > 0 ? hosts.join(' · ') : words.noHosts}
      </Text>
      <Group mt="auto">
        <ChangeButton of={name} onClick={onChange} />
      </Group>
    </ItemCard>
  );
}

export function TenantsPage() {
  const words = useText().admin.tenants;
  const { cursor, pagesBy } = useFilters();
  const { data: own } = useTenant();
  const { data, error, refetch } = useQuery({
    queryKey: [...tenantsKey, cursor],
    queryFn: () =>
      answerOf(api.GET('/api/v1/tenants', { params: { query: { limit: pageSize, ...(cursor && { cursor }) } } })),
    placeholderData: keepPreviousData,
  });
  return (
    <CollectionPage
      area="tenants"
      add={words.make}
      items={data?.data}
      error={error}
      onRetry={refetch}
      pages={pagesBy(data?.meta)}
      dialog={(tenant, onClose) => <TenantDialog tenant={tenant} onClose={onClose} />}
    >
      {(tenants, edit) => (
        <SimpleGrid cols={{ base: 1, sm: 2 }}>
          {tenants.map((tenant) => (
            <TenantCard key={tenant.id} tenant={tenant} isHere={tenant.id === own?.id} onChange={() => edit(tenant)} />
          ))}
        </SimpleGrid>
      )}
    </CollectionPage>
  );
}
