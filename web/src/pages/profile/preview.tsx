// What others get, live: the service answers as it would answer them.
import { Card, Group, SegmentedControl, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { api, dataOf } from '../../api/client.ts';
import { isApiError } from '../../api/errors.ts';
import { Failure } from '../../components/failure.tsx';
import { useText } from '../../i18n/index.tsx';
import { derivedKey, type OwnProfile, useIsPrivacyChanging } from '../../profile/own-profile.ts';
import { ProfileCard, type ShownProfile } from '../../profile/profile-card.tsx';

const viewers = ['public', 'authenticated'] as const;
type Viewer = (typeof viewers)[number];

export function Preview({ profile: { visibility } }: { profile: OwnProfile }) {
  const { profile: words } = useText();
  const [viewAs, setViewer] = useState<Viewer>('public');
  // The answer is known: there is no such profile for them.
  const isOpen = visibility === 'public' || visibility === viewAs;
  const isChanging = useIsPrivacyChanging();
  const { data, error } = useQuery({
    queryKey: [...derivedKey, 'view-as', viewAs],
    queryFn: () => dataOf(api.GET('/api/v1/profile', { params: { query: { viewAs } } })) as Promise<ShownProfile>,
    retry: false,
    enabled: isOpen && !isChanging,
  });
  return (
    <Card withBorder padding="lg" component="section" aria-label={words.viewAs.title}>
      <Stack>
        <Group justify="space-between">
          <Text fw={600}>{words.viewAs.title}</Text>
          <SegmentedControl
            size="xs"
            aria-label={words.viewAs.title}
            value={viewAs}
            onChange={(viewer) => setViewer(viewer as Viewer)}
            data={viewers.map((value) => ({ value, label: words.viewAs[value] }))}
          />
        </Group>
        {!isOpen || isApiError(error, 'PROFILE_NOT_FOUND') ? (
          <Text c="dimmed">{words.viewAs.nothing}</Text>
        ) : error ? (
          <Failure error={error} />
        ) : (
          data && <ProfileCard profile={data} />
        )}
      </Stack>
    </Card>
  );
}
