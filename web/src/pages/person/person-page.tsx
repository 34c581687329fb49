// Somebody's page, as far as this reader may see it.
import { Card, Group, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useParams } from 'wouter';
import { api, dataOf } from '../../api/client.ts';
import { isApiError } from '../../api/errors.ts';
import { Failure } from '../../components/failure.tsx';
import { NotFound } from '../../components/not-found.tsx';
import { Page } from '../../components/page.tsx';
import { useReading } from '../../i18n/index.tsx';
import { ProfileCard, type ShownProfile } from '../../profile/profile-card.tsx';
import { ShareButton } from '../../profile/share/share-button.tsx';
import { useSession } from '../../session/session.tsx';
import { useArrival } from './arrival.ts';
import { Badges } from './badges.tsx';
import { Block, Blocked } from './block.tsx';
import { ConnectButton } from './connect-button.tsx';
import { Connected } from './connected.tsx';
import { ProvedLinks } from './proved-links.tsx';
import { Skills } from './skills.tsx';
import { tell } from './tell.ts';

const counters = ['followersCount', 'followingCount', 'postsCount'] as const;

function Numbers({ profile: { stats } }: { profile: ShownProfile }) {
  const { text, formatNumber, formatDate } = useReading();
  if (!stats) return null;
  const counted = counters.filter((name) => (stats[name] ?? 0) > 0);
  return (
    <Group gap="lg">
      {counted.map((name) => (
        <Text key={name} size="sm">
          <b>{formatNumber(stats[name] ?? 0)}</b> {text.person[name]}
        </Text>
      ))}
      {stats.joinedAt && (
        <Text size="sm" c="dimmed">
          {text.person.joined(formatDate(stats.joinedAt, { year: 'numeric', month: 'long' }))}
        </Text>
      )}
    </Group>
  );
}

export function PersonPage() {
  const { id = '' } = useParams<{ id: string }>();
  const { me } = useSession();
  const source = useArrival();
  const [blocked, setBlocked] = useState<{ id: string; userId: string; name: string }>();
  const { data, error, refetch } = useQuery({
    queryKey: ['person', id],
    // Each answer counts as a look: coming back to the window is none.
    refetchOnWindowFocus: false,
    refetchOnReconnect: false,
    queryFn: () =>
      dataOf(
        api.GET('/api/v1/profiles/{id}', { params: { path: { id }, query: source ? { source } : {} } }),
      ) as Promise<ShownProfile>,
  });
  // Before anything else: whoever was blocked is not found any more.
  if (blocked?.id === id) return <Blocked {...blocked} onUnblocked={() => setBlocked(undefined)} />;
  if (isApiError(error, 'PROFILE_NOT_FOUND')) return <NotFound />;
  const name = data?.displayName ?? data?.fullName ?? data?.handle ?? '';
  const isOther = me !== undefined && data !== undefined && me.userId !== data.userId;
  return (
    <Page title={name} size="sm">
      {error && <Failure error={error} onRetry={() => void refetch()} />}
      {data && (
        <Card withBorder padding="xl" component="article">
          <Stack gap="lg">
            <ProfileCard profile={data} onFollow={(network) => tell(data.id, { type: 'link-click', network })} />
            <Numbers profile={data} />
            {data.badges && data.badges.length > 0 && <Badges id={data.id} />}
            <Group align="end">
              {isOther && <ConnectButton userId={data.userId} />}
              <ShareButton
                person={data}
                name={name}
                isOwn={me?.userId === data.userId}
                {...(me?.userId !== data.userId && { onShare: () => tell(data.id, { type: 'share' }) })}
              />
            </Group>
          </Stack>
        </Card>
      )}
      {data && (
        <>
          <Skills id={data.id} name={name} mayEndorse={isOther} />
          <ProvedLinks id={data.id} />
          <Connected id={data.id} />
        </>
      )}
      {data && (
        <Block userId={data.userId} name={name} onBlocked={() => setBlocked({ id, userId: data.userId, name })} />
      )}
    </Page>
  );
}
