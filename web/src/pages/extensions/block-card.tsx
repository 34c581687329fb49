// One block: what it says, who sees it, and its place among the others.
import { ActionIcon, Button, Code, Group, Table } from '@mantine/core';
import { IconArrowDown, IconArrowUp } from '@tabler/icons-react';
import { ConfirmButton } from '../../components/confirm-button.tsx';
import { isObject } from '../../components/data-input/fields.ts';
import { Failure } from '../../components/failure.tsx';
import { ItemCard } from '../../components/item-card.tsx';
import { useText } from '../../i18n/index.tsx';
import { AudienceChoice } from '../../profile/audience-choice.tsx';
import { type Block, useRemoveBlock, useShowBlock } from './blocks.ts';

const inWords = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value));

function Data({ data }: { data: unknown }) {
  if (!isObject(data)) return <Code block>{JSON.stringify(data, null, 2)}</Code>;
  return (
    <Table layout="fixed" withRowBorders={false} verticalSpacing={4}>
      <Table.Tbody>
        {Object.entries(data).map(([name, value]) => (
          <Table.Tr key={name}>
            <Table.Th scope="row" w="30%" fw={500} style={{ overflowWrap: 'anywhere', verticalAlign: 'top' }}>
              {name}
            </Table.Th>
            <Table.Td style={{ overflowWrap: 'anywhere', whiteSpace: 'pre-wrap' }}>{inWords(value)}</Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}

interface BlockCardProps {
  readonly block: Block;
  /** Undefined where there is nothing above. */
  readonly onUp: (() => void) | undefined;
  readonly onDown: (() => void) | undefined;
  readonly onEdit: () => void;
}

export function BlockCard({ block, onUp, onDown, onEdit }: BlockCardProps) {
  const { extensions, common } = useText();
  const removing = useRemoveBlock(block.id);
  const showing = useShowBlock(block.id);
  const { extensionType: type } = block;
  return (
    <ItemCard
      title={type}
      aside={
        <Group gap={4}>
          <AudienceChoice of={type} value={block.audience} onChange={(audience) => showing.mutate(audience)} />
          <ActionIcon
            variant="subtle"
            color="gray"
            disabled={!onUp}
            onClick={onUp}
            aria-label={`${extensions.up}: ${type}`}
          >
            <IconArrowUp size={18} aria-hidden />
          </ActionIcon>
          <ActionIcon
            variant="subtle"
            color="gray"
            disabled={!onDown}
            onClick={onDown}
            aria-label={`${extensions.down}: ${type}`}
          >
            <IconArrowDown size={18} aria-hidden />
          </ActionIcon>
        </Group>
      }
    >
      <Data data={block.extensionData} />
      {showing.error && <Failure error={showing.error} />}
      <Group gap="xs">
        <Button variant="light" size="xs" onClick={onEdit} aria-label={`${extensions.change}: ${type}`}>
          {extensions.change}
        </Button>
        <ConfirmButton
          label={common.remove}
          of={type}
          title={extensions.removeTitle(type)}
          text={extensions.removeText}
          action={removing}
        />
      </Group>
    </ItemCard>
  );
}
