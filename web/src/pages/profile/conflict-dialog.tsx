// Another tab, or somebody with the right to, saved first: both texts side by side, and one of three ways out.
import { Button, Group, Modal, SimpleGrid, Stack, Text, Textarea } from '@mantine/core';
import { useState } from 'react';
import { useText } from '../../i18n/index.tsx';
import type { Conflict, DraftKeeper, Value } from '../../profile/drafts.ts';

const inWords = (value: Value): string =>
  typeof value === 'string' ? value : value === null || value === undefined ? '' : JSON.stringify(value, null, 2);

function Side({ title, value }: { title: string; value: Value }) {
  return <Textarea label={title} value={inWords(value)} readOnly autosize minRows={3} maxRows={10} />;
}

interface WaysProps {
  readonly conflict: Conflict;
  readonly drafts: DraftKeeper;
}

function Ways({ conflict, drafts }: WaysProps) {
  const { field, yours, theirs } = conflict;
  const { conflict: words } = useText().profile;
  const isText = typeof yours === 'string' && typeof theirs === 'string';
  const [merged, setMerged] = useState(isText ? `${theirs}\n${yours}` : '');
  return (
    <Stack>
      <Text>{words.text}</Text>
      <SimpleGrid cols={{ base: 1, sm: 2 }}>
        <Side title={words.yours} value={yours} />
        <Side title={words.theirs} value={theirs} />
      </SimpleGrid>
      {isText && (
        <Textarea
          label={words.both}
          value={merged}
          onChange={(event) => setMerged(event.currentTarget.value)}
          autosize
          minRows={3}
          maxRows={10}
        />
      )}
      <Group justify="flex-end">
        <Button variant="default" onClick={() => drafts.giveWay(field)}>
          {words.keepTheirs}
        </Button>
        {isText && (
          <Button variant="light" onClick={() => drafts.settle(conflict, merged)}>
            {words.keepBoth}
          </Button>
        )}
        <Button onClick={() => drafts.settle(conflict, yours)}>{words.keepYours}</Button>
      </Group>
    </Stack>
  );
}

export function ConflictDialog({ drafts }: Omit<WaysProps, 'conflict'>) {
  const { profile, common } = useText();
  const [conflict] = drafts.conflicts;
  return (
    <Modal
      opened={conflict !== undefined}
      onClose={() => conflict && drafts.giveWay(conflict.field)}
      title={profile.conflict.title}
      size="lg"
      closeButtonProps={{ 'aria-label': common.dismiss }}
    >
      {conflict && <Ways key={conflict.field} conflict={conflict} drafts={drafts} />}
    </Modal>
  );
}
