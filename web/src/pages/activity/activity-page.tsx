// What has happened to one's account and profile: what changed, who did it, from where; and a way back.
import { Button, Card, Code, Group, Select, Stack, Table, Text } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { answerOf, api } from '../../api/client.ts';
import type { components } from '../../api/schema.d.ts';
import { Failure } from '../../components/failure.tsx';
import { Page } from '../../components/page.tsx';
import { useReading } from '../../i18n/index.tsx';
import { type ProfileInput, useOwnProfile, useSaveProfile } from '../../profile/own-profile.ts';

type Entry = components['schemas']['Activity'];

const pageSize = 20;
/** The first words of types, as the filter names them. */
const kinds = ['profile.', 'privacy.', 'avatar.', 'session.', 'alias.', 'badge.'] as const;
type Kind = (typeof kinds)[number];

const inWords = (value: unknown): string =>
  value === null || value === undefined ? '—' : typeof value === 'string' ? value : JSON.stringify(value);

function Changes({ entry }: { entry: Entry }) {
  const { text } = useReading();
  const { data: profile } = useOwnProfile();
  const { mutate: save, isPending, error } = useSaveProfile();
  if (!entry.changes) return null;
  const words: Partial<Record<string, string>> = text.profile.fields;
  return (
    <Table.ScrollContainer minWidth={300}>
      <Table>
        <Table.Tbody>
          {Object.entries(entry.changes).map(([field, { from, to }]) => (
            <Table.Tr key={field}>
              <Table.Th scope="row">{words[field] ?? field}</Table.Th>
              <Table.Td style={{ overflowWrap: 'anywhere' }}>
                <Text span td="line-through" c="dimmed" size="sm">
                  {inWords(from)}
                </Text>{' '}
                <Text span size="sm">
                  {inWords(to)}
                </Text>
              </Table.Td>
              <Table.Td ta="end">
                {entry.type === 'profile.updated' && profile && (
                  <Button
                    variant="subtle"
                    size="compact-xs"
                    loading={isPending}
                    onClick={() => save({ fields: { [field]: from } as ProfileInput, version: profile.version })}
                  >
                    {text.activity.putBack}
                  </Button>
                )}
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
      {error && <Failure error={error} />}
    </Table.ScrollContainer>
  );
}

function Row({ entry }: { entry: Entry }) {
  const { text, formatAge, formatDate } = useReading();
  return (
    <Card withBorder padding="md" component="article">
      <Stack gap="xs">
        <Group justify="space-between">
          <Code>{entry.type}</Code>
          <Text size="sm" c="dimmed" title={formatDate(entry.createdAt, { dateStyle: 'full', timeStyle: 'medium' })}>
            {text.activity.actors[entry.actor]} · {formatAge(entry.createdAt)}
          </Text>
        </Group>
        {entry.reason && <Text size="sm">{entry.reason}</Text>}
        <Changes entry={entry} />
        {entry.ip && (
          <Text size="xs" c="dimmed">
            {[entry.ip, entry.userAgent].filter(Boolean).join(' · ')}
          </Text>
        )}
      </Stack>
    </Card>
  );
}

export function ActivityPage() {
  const { text } = useReading();
  const [kind, setKind] = useState<Kind | null>(null);
  const { data, error, refetch, fetchNextPage, hasNextPage, isFetchingNextPage } = useInfiniteQuery({
    queryKey: ['activity', kind],
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam }) =>
      answerOf(
        api.GET('/api/v1/profile/activity', {
          params: { query: { limit: pageSize, ...(kind && { type: kind }), ...(pageParam && { cursor: pageParam }) } },
        }),
      ),
    getNextPageParam: ({ meta }) => meta?.nextCursor ?? undefined,
  });
  const entries = data?.pages.flatMap((page) => page.data) ?? [];
  return (
    <Page title={text.activity.title} lead={text.activity.lead}>
      <Select
        label={text.activity.filter}
        placeholder={text.activity.everything}
        clearable
        value={kind}
        onChange={(chosen) => setKind(kinds.find((known) => known === chosen) ?? null)}
        data={kinds.map((value) => ({ value, label: text.activity.kinds[value] }))}
        maw={320}
      />
      {error && <Failure error={error} onRetry={() => void refetch()} />}
      <Stack gap="sm">
        {entries.map((entry) => (
          <Row key={entry.id} entry={entry} />
        ))}
      </Stack>
      {data && entries.length === 0 && <Text c="dimmed">{text.activity.nothing}</Text>}
      {hasNextPage && (
        <Button variant="light" loading={isFetchingNextPage} onClick={() => void fetchNextPage()}>
          {text.activity.more}
        </Button>
      )}
    </Page>
  );
}
