// Asks who is behind an alias, which is shown as soon as its id is known.
import { Avatar, Group, Text, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { api, dataOf } from '../../../api/client.ts';
import { sentenceOf } from '../../../components/failure.tsx';
import { useText } from '../reading.tsx';
import { ReasonDialog } from '../reason-dialog.tsx';
import { useAsk } from './requests.ts';

const isWhole = /^alias_[0-9a-f]{32}$/;

export function AskDialog({ onClose }: { onClose: () => void }) {
  const { admin, common } = useText();
  const words = admin.unmasking;
  const [typed, setTyped] = useState('');
  const aliasId = typed.trim();
  const asking = useAsk(onClose);
  const { data: alias, error } = useQuery({
    queryKey: ['aliases', 'seen', aliasId],
    queryFn: () => dataOf(api.GET('/api/v1/aliases/{aliasId}', { params: { path: { aliasId } } })),
    enabled: isWhole.test(aliasId),
  });
  return (
    <ReasonDialog
      title={words.ask}
      text={words.askText}
      confirm={words.ask}
      hint={words.reasonHint}
      isHarmless
      isDisabled={!alias}
      isPending={asking.isPending}
      error={asking.error}
      onConfirm={(reason) => asking.mutate({ aliasId, reason })}
      onClose={onClose}
    >
      <TextInput
        label={words.alias}
        description={words.aliasHint}
        placeholder="alias_…"
        required
        spellCheck={false}
        autoComplete="off"
        data-autofocus
        value={typed}
        onChange={(event) => setTyped(event.currentTarget.value)}
        error={error ? sentenceOf(error, common) : null}
      />
      <div role="status">
        {alias && (
          <Group gap="sm" wrap="nowrap">
            <Avatar src={alias.avatar} alt="" />
            <Text fw={550} style={{ overflowWrap: 'anywhere' }}>
              {alias.displayName}
            </Text>
          </Group>
        )}
      </div>
    </ReasonDialog>
  );
}
