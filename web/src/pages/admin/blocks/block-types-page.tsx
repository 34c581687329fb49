// The kinds of blocks that the tenant knows: what people write in them is checked.
import { Group, SimpleGrid, Text } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { api, dataOf } from '../../../api/client.ts';
import { ConfirmButton } from '../../../components/confirm-button.tsx';
import { ItemCard } from '../../../components/item-card.tsx';
import { useProvedMutation } from '../../../session/fresh-proof.tsx';
import { blockTypesKey, useBlockTypes } from '../../extensions/blocks.ts';
import { ChangeButton } from '../change-button.tsx';
import { CollectionPage } from '../collection-page.tsx';
import { useText } from '../reading.tsx';
import { type BlockType, BlockTypeDialog } from './block-type-dialog.tsx';

function BlockTypeCard({ known: { type, description }, onChange }: { known: BlockType; onChange: () => void }) {
  const { admin, common } = useText();
  const queries = useQueryClient();
  const removing = useProvedMutation(
    () => dataOf(api.DELETE('/api/v1/extensions/types/{type}', { params: { path: { type } } })),
    () => queries.invalidateQueries({ queryKey: blockTypesKey }),
  );
  return (
    <ItemCard title={type}>
      {description && (
        <Text size="sm" style={{ overflowWrap: 'anywhere' }}>
          {description}
        </Text>
      )}
      <Group mt="auto" gap="xs">
        <ChangeButton of={type} onClick={onChange} />
        <ConfirmButton label={common.remove} of={type} title={type} text={admin.blocks.removeText} action={removing} />
      </Group>
    </ItemCard>
  );
}

export function BlockTypesPage() {
  const words = useText().admin.blocks;
  const { data, error, refetch } = useBlockTypes();
  return (
    <CollectionPage
      area="blocks"
      add={words.define}
      items={data}
      error={error}
      onRetry={refetch}
      empty={words.nobody}
      dialog={(known, onClose) => <BlockTypeDialog known={known} onClose={onClose} />}
    >
      {(types, edit) => (
        <SimpleGrid cols={{ base: 1, sm: 2 }}>
          {types.map((known) => (
            <BlockTypeCard key={known.type} known={known} onChange={() => edit(known)} />
          ))}
        </SimpleGrid>
      )}
    </CollectionPage>
  );
}
