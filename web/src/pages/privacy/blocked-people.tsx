// Whom one has blocked, and the way back.
import { Avatar, Button, Group, Stack, Text } from '@mantine/core';
import { useInfiniteQuery, useMutation } from '@tanstack/react-query';
import { answerOf, api, dataOf } from '../../api/client.ts';
import type { components } from '../../api/schema.d.ts';
import { ConfirmButton } from '../../components/confirm-button.tsx';
import { Failure } from '../../components/failure.tsx';
import { Section } from '../../components/section.tsx';
import { useReading } from '../../i18n/index.tsx';
import { useBlocksChanged } from '../../profile/blocks.ts';
import { faceName } from '../../profile/face.tsx';

type BlockedPerson = components['schemas']['BlockedPerson'];

const pageSize = 20;

function Row({ userId, blockedAt, person }: BlockedPerson) {
  const { text, formatDate } = useReading();
  const { privacy, person: personWords } = text;
  const changed = useBlocksChanged();
  const name = person ? faceName(person) : privacy.blocked.somebody;
  const unblocking = useMutation({
    mutationFn: () => dataOf(api.DELETE('/api/v1/profile/blocks/{userId}', { params: { path: { userId } } })),
    onSuccess: changed,
  });
  return (
    <Group justify="space-between" role="listitem">
      <Group gap="sm" wrap="nowrap" style={{ minWidth: 0 }}>
        <Avatar src={person?.avatarUrls?.thumbnailUrl ?? null} alt="" radius="xl" />
        <Stack gap={0} style={{ minWidth: 0 }}>
          <Text fw={550} style={{ overflowWrap: 'anywhere' }}>
            {name}
          </Text>
          <Text size="sm" c="dimmed">
            {person?.handle && person.displayName && `@${person.handle} · `}
            {privacy.blocked.since(formatDate(blockedAt))}
          </Text>
        </Stack>
      </Group>
      <ConfirmButton
        label={personWords.block.undo}
        of={name}
        title={privacy.blocked.undoTitle(name)}
        text={privacy.blocked.undoText}
        isHarmless
        action={unblocking}
      />
    </Group>
  );
}

export function BlockedPeople() {
  const { text } = useReading();
  const words = text.privacy.blocked;
  const { data, error, refetch, fetchNextPage, hasNextPage, isFetchingNextPage } = useInfiniteQuery({
    queryKey: ['blocks'],
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam }) =>
      answerOf(
        api.GET('/api/v1/profile/blocks', {
          params: { query: { limit: pageSize, ...(pageParam && { cursor: pageParam }) } },
        }),
      ),
    getNextPageParam: ({ meta }) => meta?.nextCursor ?? undefined,
  });
  const people = data?.pages.flatMap((page) => page.data) ?? [];
  return (
    <Section title={words.title}>
      {error && <Failure error={error} onRetry={() => void refetch()} />}
      {data && people.length === 0 && <Text c="dimmed">{words.nobody}</Text>}
      {people.length > 0 && (
        <Stack role="list" aria-label={words.title}>
          {people.map((blocked) => (
            <Row key={blocked.userId} {...blocked} />
          ))}
        </Stack>
      )}
      {hasNextPage && (
        <Button variant="light" loading={isFetchingNextPage} onClick={() => void fetchNextPage()}>
          {text.activity.more}
        </Button>
      )}
    </Section>
  );
}
