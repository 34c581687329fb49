// Blocking somebody, from their page: you and they no longer exist for each other.
import { Button, Group, Text } from '@mantine/core';
import { IconBan } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { api, dataOf } from '../../api/client.ts';
import { ConfirmDialog } from '../../components/confirm-dialog.tsx';
import { Failure } from '../../components/failure.tsx';
import { Page } from '../../components/page.tsx';
import { useText } from '../../i18n/index.tsx';
import { useBlocksChanged } from '../../profile/blocks.ts';
import { useSession } from '../../session/session.tsx';

interface BlockProps {
  readonly userId: string;
  readonly name: string;
  readonly onBlocked: () => void;
}

/** Nothing for guests, and on one's own page. */
export function Block({ userId, name, onBlocked }: BlockProps) {
  const { block } = useText().person;
  const { me } = useSession();
  const changed = useBlocksChanged();
  const [isAsked, setAsked] = useState(false);
  const blocking = useMutation({
    mutationFn: () => dataOf(api.PUT('/api/v1/profile/blocks/{userId}', { params: { path: { userId } } })),
    onSuccess() {
      setAsked(false);
      onBlocked();
      void changed();
    },
  });
  if (!me || me.userId === userId) return null;
  return (
    <Group justify="flex-end">
      <Button
        variant="subtle"
        color="gray"
        size="xs"
        leftSection={<IconBan size={16} aria-hidden />}
        onClick={() => setAsked(true)}
      >
        {block.submit}
      </Button>
      <ConfirmDialog
        isOpen={isAsked}
        title={block.title(name)}
        text={block.text}
        confirm={block.submit}
        isPending={blocking.isPending}
        error={blocking.error}
        onConfirm={() => blocking.mutate()}
        onClose={() => setAsked(false)}
      />
    </Group>
  );
}

interface BlockedProps {
  readonly userId: string;
  readonly name: string;
  readonly onUnblocked: () => void;
}

/** Instead of the page of somebody who was just blocked: the way back. */
export function Blocked({ userId, name, onUnblocked }: BlockedProps) {
  const { block } = useText().person;
  const changed = useBlocksChanged();
  const unblocking = useMutation({
    mutationFn: () => dataOf(api.DELETE('/api/v1/profile/blocks/{userId}', { params: { path: { userId } } })),
    onSuccess() {
      onUnblocked();
      void changed();
    },
  });
  return (
    <Page title={block.done(name)} size="sm">
      <Text>{block.doneText}</Text>
      {unblocking.error && <Failure error={unblocking.error} />}
      <Group>
        <Button variant="light" loading={unblocking.isPending} onClick={() => unblocking.mutate()}>
          {block.undo}
        </Button>
      </Group>
    </Page>
  );
}
