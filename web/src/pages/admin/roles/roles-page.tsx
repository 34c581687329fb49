// The roles of the tenant: what each allows, and who has it.
import { Anchor, Badge, Group, List, SimpleGrid, Text } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { Link } from 'wouter';
import { api, dataOf } from '../../../api/client.ts';
import { ConfirmButton } from '../../../components/confirm-button.tsx';
import { ItemCard } from '../../../components/item-card.tsx';
import { useProvedMutation } from '../../../session/fresh-proof.tsx';
import { ChangeButton } from '../change-button.tsx';
import { CollectionPage } from '../collection-page.tsx';
import { rolesKey, useRoles } from '../people/people.ts';
import { useReading, useText } from '../reading.tsx';
import type { Role } from './permissions.ts';
import { RoleDialog } from './role-dialog.tsx';

function RoleCard({ role, onChange }: { role: Role; onChange: () => void }) {
  const { text, formatNumber } = useReading();
  const { admin, common } = text;
  const words = admin.roles;
  const { name, description, permissions, builtIn } = role;
  const queries = useQueryClient();
  const removing = useProvedMutation(
    () => dataOf(api.DELETE('/api/v1/roles/{name}', { params: { path: { name } } })),
    () => queries.invalidateQueries({ queryKey: rolesKey }),
  );
  return (
    <ItemCard
      title={name}
      aside={
        builtIn && (
          <Badge variant="light" color="gray" tt="none" fw={500}>
            {words.builtIn}
          </Badge>
        )
      }
    >
      {description && (
        <Text size="sm" style={{ overflowWrap: 'anywhere' }}>
          {description}
        </Text>
      )}
      <details>
        <Text component="summary" size="sm" style={{ cursor: 'pointer' }}>
          {words.permissions} ({formatNumber(permissions.length)})
        </Text>
        {permissions.length === 0 ? (
          <Text size="sm">{words.none}</Text>
        ) : (
          <List size="sm" mt="xs">
            {permissions.map((permission) => (
              <List.Item key={permission}>{admin.permissions[permission]}</List.Item>
            ))}
          </List>
        )}
      </details>
      <Anchor component={Link} href={`/admin/people?role=${encodeURIComponent(name)}`} size="sm">
        {words.holders}
      </Anchor>
      {!builtIn && (
        <Group mt="auto" gap="xs">
          <ChangeButton of={name} onClick={onChange} />
          <ConfirmButton label={common.remove} of={name} title={name} text={words.removeText} action={removing} />
        </Group>
      )}
    </ItemCard>
  );
}

export function RolesPage() {
  const { data, error, refetch } = useRoles();
  return (
    <CollectionPage
      area="roles"
      add={useText().admin.roles.define}
      items={data}
      error={error}
      onRetry={refetch}
      dialog={(role, onClose) => <RoleDialog role={role} onClose={onClose} />}
    >
      {(roles, edit) => (
        <SimpleGrid cols={{ base: 1, sm: 2 }}>
          {roles.map((role) => (
            <RoleCard key={role.name} role={role} onChange={() => edit(role)} />
          ))}
        </SimpleGrid>
      )}
    </CollectionPage>
  );
}
