// Blocks that somebody adds to the profile, in their order.
import { Anchor, Button, Group, Stack, Text } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useState } from 'react';
import { Link } from 'wouter';
import { Failure } from '../../components/failure.tsx';
import { Page } from '../../components/page.tsx';
import { useText } from '../../i18n/index.tsx';
import { BlockCard } from './block-card.tsx';
import { BlockEditor } from './block-editor.tsx';
import { type Block, useBlocks, useOrderBlocks } from './blocks.ts';

/** The ids with the one at `from` at the place `to`. */
function moved(ids: readonly string[], from: number, to: number): string[] {
  const others = ids.filter((_, at) => at !== from);
  return [...others.slice(0, to), ...ids.slice(from, from + 1), ...others.slice(to)];
}

export function ExtensionsPage() {
  const { extensions, settings } = useText();
  const { data: blocks, error, refetch } = useBlocks();
  const ordering = useOrderBlocks();
  const [edited, setEdited] = useState<Block | 'new'>();
  const move = (from: number, to: number) => ordering.mutate(moved(blocks?.map(({ id }) => id) ?? [], from, to));
  const last = (blocks?.length ?? 0) - 1;
  return (
    <Page title={extensions.title} lead={extensions.lead}>
      <Group justify="space-between">
        <Anchor component={Link} href="/settings" size="sm">
          {settings.title}
        </Anchor>
        <Button leftSection={<IconPlus size={16} aria-hidden />} onClick={() => setEdited('new')}>
          {extensions.add}
        </Button>
      </Group>
      {error && <Failure error={error} onRetry={() => void refetch()} />}
      {ordering.error && <Failure error={ordering.error} />}
      <Stack>
        {blocks?.map((block, at) => (
          <BlockCard
            key={block.id}
            block={block}
            onUp={at === 0 ? undefined : () => move(at, at - 1)}
            onDown={at === last ? undefined : () => move(at, at + 1)}
            onEdit={() => setEdited(block)}
          />
        ))}
      </Stack>
      {blocks?.length === 0 && <Text>{extensions.none}</Text>}
      {edited && <BlockEditor block={edited === 'new' ? undefined : edited} onClose={() => setEdited(undefined)} />}
    </Page>
  );
}
