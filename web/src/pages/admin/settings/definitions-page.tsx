// The settings that people can choose: what each accepts, and what holds where nothing is chosen.
import { Badge, Button, Code, Group, Table, Text, VisuallyHidden } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useState } from 'react';
import { Failure } from '../../../components/failure.tsx';
import { useText } from '../../../i18n/index.tsx';
import { AreaPage } from '../area-page.tsx';
import { type Definition, useDefinitions } from './definition.ts';
import { DefinitionDialog } from './definition-dialog.tsx';
import { RemoveDialog } from './remove-dialog.tsx';

export function DefinitionsPage() {
  const { admin, common } = useText();
  const words = admin.definitions;
  const { data, error, refetch } = useDefinitions();
  const [edited, setEdited] = useState<Definition | 'new'>();
  const [removed, setRemoved] = useState<Definition>();
  return (
    <AreaPage area="settings">
      <Group justify="flex-end">
        <Button leftSection={<IconPlus size={16} aria-hidden />} onClick={() => setEdited('new')}>
          {words.define}
        </Button>
      </Group>
      {error && <Failure error={error} onRetry={() => void refetch()} />}
      {data && data.length > 0 && (
        <Table.ScrollContainer minWidth={640}>
          <Table verticalSpacing="sm" aria-label={admin.areas.settings.name}>
            <Table.Thead>
              <Table.Tr>
                <Table.Th>{words.key}</Table.Th>
                <Table.Th>{words.type}</Table.Th>
                <Table.Th>{words.category}</Table.Th>
                <Table.Th>{words.preset}</Table.Th>
                <Table.Th>
                  <VisuallyHidden>{admin.change}</VisuallyHidden>
                </Table.Th>
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {data.map((definition) => (
                <Table.Tr key={definition.key}>
                  <Table.Th scope="row" fw={500}>
                    {definition.key}{' '}
                    {definition.isPublic && (
                      <Badge component="span" variant="light" tt="none" fw={500}>
                        {words.public}
                      </Badge>
                    )}
                    {definition.description && (
                      <Text size="sm" c="dimmed">
                        {definition.description}
                      </Text>
                    )}
                  </Table.Th>
                  <Table.Td>{words.types[definition.settingType]}</Table.Td>
                  <Table.Td>{definition.category}</Table.Td>
                  <Table.Td maw={200} style={{ overflowWrap: 'anywhere' }}>
                    <Code>{JSON.stringify(definition.default)}</Code>
                  </Table.Td>
                  <Table.Td>
                    <Group gap={4} wrap="nowrap" justify="flex-end">
                      <Button
                        variant="subtle"
                        size="compact-sm"
                        aria-label={`${admin.change}: ${definition.key}`}
                        onClick={() => setEdited(definition)}
                      >
                        {admin.change}
                      </Button>
                      <Button
                        variant="subtle"
                        color="red"
                        size="compact-sm"
                        aria-label={`${common.remove}: ${definition.key}`}
                        onClick={() => setRemoved(definition)}
                      >
                        {common.remove}
                      </Button>
                    </Group>
                  </Table.Td>
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        </Table.ScrollContainer>
      )}
      {data?.length === 0 && <Text role="status">{admin.nothing}</Text>}
      {edited && (
        <DefinitionDialog definition={edited === 'new' ? undefined : edited} onClose={() => setEdited(undefined)} />
      )}
      {removed && <RemoveDialog definition={removed} onClose={() => setRemoved(undefined)} />}
    </AreaPage>
  );
}
