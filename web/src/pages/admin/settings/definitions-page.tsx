// The settings that people can choose: what each accepts, and what holds where nothing is chosen.
import { Badge, Button, Code, Group, Table, Text, VisuallyHidden } from '@mantine/core';
import { useState } from 'react';
import { ChangeButton } from '../change-button.tsx';
import { CollectionPage } from '../collection-page.tsx';
import { useText } from '../reading.tsx';
import { type Definition, useDefinitions } from './definition.ts';
import { DefinitionDialog } from './definition-dialog.tsx';
import { RemoveDialog } from './remove-dialog.tsx';

function Row({ definition, onChange }: { definition: Definition; onChange: () => void }) {
  const { admin, common } = useText();
  const words = admin.definitions;
  const [isRemoving, setRemoving] = useState(false);
  return (
    <Table.Tr>
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
          <ChangeButton variant="subtle" size="compact-sm" of={definition.key} onClick={onChange} />
          <Button
            variant="subtle"
            color="red"
            size="compact-sm"
            aria-label={`${common.remove}: ${definition.key}`}
            onClick={() => setRemoving(true)}
          >
            {common.remove}
          </Button>
        </Group>
        {isRemoving && <RemoveDialog definition={definition} onClose={() => setRemoving(false)} />}
      </Table.Td>
    </Table.Tr>
  );
}

export function DefinitionsPage() {
  const { admin } = useText();
  const words = admin.definitions;
  const { data, error, refetch } = useDefinitions();
  return (
    <CollectionPage
      area="settings"
      add={words.define}
      items={data}
      error={error}
      onRetry={refetch}
      empty={words.nobody}
      dialog={(definition, onClose) => <DefinitionDialog definition={definition} onClose={onClose} />}
    >
      {(definitions, edit) => (
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
              {definitions.map((definition) => (
                <Row key={definition.key} definition={definition} onChange={() => edit(definition)} />
              ))}
            </Table.Tbody>
          </Table>
        </Table.ScrollContainer>
      )}
    </CollectionPage>
  );
}
