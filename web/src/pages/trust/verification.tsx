// Badges that one has, and asking for one: what was sent, and what became of it.
import { Button, Stack, Text } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { answerOf, api } from '../../api/client.ts';
import { Failure } from '../../components/failure.tsx';
import { Section } from '../../components/section.tsx';
import { useText } from '../../i18n/index.tsx';
import { useMe } from '../../session/session.tsx';
import { Badges, useBadges } from '../person/badges.tsx';
import { VerificationForm } from './verification-form.tsx';
import { VerificationRequest } from './verification-request.tsx';
import { requestsKey } from './verification-requests.ts';

const pageSize = 20;

function OwnBadges() {
  const { trust, profile } = useText();
  const { id } = useMe();
  const { data } = useBadges(id);
  return (
    <Section title={profile.fields.badges}>
      {data && data.length > 0 ? <Badges id={id} /> : <Text c="dimmed">{trust.verification.noBadges}</Text>}
    </Section>
  );
}

export function Verification() {
  const { trust, activity } = useText();
  const words = trust.verification;
  const { data, error, refetch, fetchNextPage, hasNextPage, isFetchingNextPage } = useInfiniteQuery({
    queryKey: requestsKey,
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam }) =>
      answerOf(
        api.GET('/api/v1/profile/verification-requests', {
          params: { query: { limit: pageSize, ...(pageParam && { cursor: pageParam }) } },
        }),
      ),
    getNextPageParam: ({ meta }) => meta?.nextCursor ?? undefined,
  });
  const requests = data?.pages.flatMap((page) => page.data) ?? [];
  return (
    <Stack gap="lg">
      <OwnBadges />
      <VerificationForm pending={requests.filter(({ status }) => status === 'pending').map(({ kind }) => kind)} />
      {error && <Failure error={error} onRetry={() => void refetch()} />}
      {requests.length > 0 && (
        <Section title={words.requests}>
          {requests.map((request) => (
            <VerificationRequest key={request.id} request={request} />
          ))}
          {hasNextPage && (
            <Button variant="light" loading={isFetchingNextPage} onClick={() => void fetchNextPage()}>
              {activity.more}
            </Button>
          )}
        </Section>
      )}
    </Stack>
  );
}
