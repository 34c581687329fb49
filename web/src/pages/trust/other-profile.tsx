// Tying two profiles of one person to each other: a code made in one of them is typed in the other.
import { Button, Group, Stack, Text, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api, dataOf } from '../../api/client.ts';
import { Copyable } from '../../components/copyable.tsx';
import { Failure } from '../../components/failure.tsx';
import { Section } from '../../components/section.tsx';
import { useReading } from '../../i18n/index.tsx';
import { connectionsKey } from '../../profile/connections.ts';

const longestCode = 32;

export function OtherProfile() {
  const { text, formatDate } = useReading();
  const words = text.trust.otherProfile;
  const queries = useQueryClient();
  const [typed, setTyped] = useState('');
  const making = useMutation({ mutationFn: () => dataOf(api.POST('/api/v1/profile/connections/code', {})) });
  const redeeming = useMutation({
    mutationFn: (code: string) => dataOf(api.POST('/api/v1/profile/connections/redeem', { body: { code } })),
    // A code is good once.
    retry: false,
    onSuccess(connections) {
      setTyped('');
      queries.setQueryData(connectionsKey, connections);
    },
  });
  return (
    <Section title={words.title}>
      <Text c="dimmed">{words.lead}</Text>
      <Stack gap="xs" align="start">
        <Button variant="light" loading={making.isPending} onClick={() => making.mutate()}>
          {words.make}
        </Button>
        {making.data && (
          <div role="status">
            <Copyable
              label={words.goodUntil(formatDate(making.data.expiresAt, { timeStyle: 'short' }))}
              value={making.data.code}
            />
          </div>
        )}
        {making.error && <Failure error={making.error} />}
      </Stack>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          redeeming.mutate(typed.trim());
        }}
      >
        <Group align="end">
          <TextInput
            label={words.type}
            value={typed}
            maxLength={longestCode}
            autoComplete="off"
            autoCapitalize="characters"
            spellCheck={false}
            dir="ltr"
            required
            onChange={(event) => setTyped(event.currentTarget.value)}
          />
          <Button type="submit" variant="light" loading={redeeming.isPending}>
            {words.redeem}
          </Button>
        </Group>
      </form>
      <div role="status">{redeeming.isSuccess && <Text>{words.done}</Text>}</div>
      {redeeming.error && <Failure error={redeeming.error} />}
    </Section>
  );
}
