// Endorsements that one has received, to hide or to report, and those that one has given, to take back.
import { Button, SegmentedControl, Stack, Text } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { answerOf, api } from '../../api/client.ts';
import { Failure } from '../../components/failure.tsx';
import { useText } from '../../i18n/index.tsx';
import { type Direction, directions, EndorsementRow, endorsementsKey } from './endorsement-row.tsx';

const pageSize = 20;

export function Endorsements() {
  const { trust, activity } = useText();
  const words = trust.endorsements;
  const [direction, setDirection] = useState<Direction>('received');
  const { data, error, refetch, fetchNextPage, hasNextPage, isFetchingNextPage } = useInfiniteQuery({
    queryKey: [...endorsementsKey, direction],
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam }) =>
      answerOf(
        api.GET('/api/v1/profile/endorsements', {
          params: { query: { direction, limit: pageSize, ...(pageParam && { cursor: pageParam }) } },
        }),
      ),
    getNextPageParam: ({ meta }) => meta?.nextCursor ?? undefined,
  });
  const shown = data?.pages.flatMap((page) => page.data) ?? [];
  return (
    <Stack gap="lg">
      <SegmentedControl
        aria-label={trust.parts.endorsements}
        style={{ alignSelf: 'start' }}
        value={direction}
        onChange={(chosen) => setDirection(directions.find((known) => known === chosen) ?? 'received')}
        data={directions.map((value) => ({ value, label: words[value] }))}
      />
      {error && <Failure error={error} onRetry={() => void refetch()} />}
      {shown.map((endorsement) => (
        <EndorsementRow key={endorsement.id} endorsement={endorsement} direction={direction} />
      ))}
      {data && shown.length === 0 && (
        <Text c="dimmed">{direction === 'received' ? words.noneReceived : words.noneGiven}</Text>
      )}
      {hasNextPage && (
        <Button variant="light" loading={isFetchingNextPage} onClick={() => void fetchNextPage()}>
          {activity.more}
        </Button>
      )}
    </Stack>
  );
}
