// What others get, live: the service answers as it would answer them.
import { Card, Group, SegmentedControl, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { api, dataOf } from '../../api/client.ts';
import { isApiError } from '../../api/errors.ts';
import { Failure } from '../../components/failure.tsx';
import { useText } from '../../i18n/index.tsx';
import { derivedKey, type OwnProfile, useIsPrivacyChanging } from '../../profile/own-profile.ts';
import { PersonSelect } from '../../profile/person-select.tsx';
import { ProfileCard, type ShownProfile } from '../../profile/profile-card.tsx';

const viewers = ['public', 'authenticated', 'person'] as const;
type Viewer = (typeof viewers)[number];

interface SeenProps {
  readonly visibility: OwnProfile['visibility'];
  readonly viewer: Viewer;
  /** What the service calls that viewer. */
  readonly viewAs: string;
}

function Seen({ visibility, viewer, viewAs }: SeenProps) {
  const { profile: words } = useText();
  // Where it is closed to them the answer is known: there is no such profile.
  const isOpen = visibility === 'public' || (visibility === 'authenticated' && viewer !== 'public');
  const isChanging = useIsPrivacyChanging();
  const { data, error } = useQuery({
    queryKey: [...derivedKey, 'view-as', viewAs],
    queryFn: () => dataOf(api.GET('/api/v1/profile', { params: { query: { viewAs } } })) as Promise<ShownProfile>,
    retry: false,
    enabled: isOpen && !isChanging,
  });
  if (!isOpen || isApiError(error, 'PROFILE_NOT_FOUND')) return <Text c="dimmed">{words.viewAs.nothing}</Text>;
  if (error) return <Failure error={error} />;
  return data && <ProfileCard profile={data} />;
}

export function Preview({ profile: { userId, visibility } }: { profile: OwnProfile }) {
  const { profile: words } = useText();
  const [viewer, setViewer] = useState<Viewer>('public');
  const [personId, setPersonId] = useState<string>();
  const viewAs = viewer === 'person' ? personId : viewer;
  return (
    <Card withBorder padding="lg" component="section" aria-label={words.viewAs.title}>
      <Stack>
        <Group justify="space-between">
          <Text fw={600}>{words.viewAs.title}</Text>
          <SegmentedControl
            size="xs"
            aria-label={words.viewAs.title}
            value={viewer}
            onChange={(value) => {
              setViewer(viewers.find((known) => known === value) ?? 'public');
              setPersonId(undefined);
            }}
            data={viewers.map((value) => ({ value, label: words.viewAs[value] }))}
          />
        </Group>
        {viewer === 'person' && (
          <>
            <PersonSelect label={words.viewAs.whom} except={userId} onChange={setPersonId} />
            <Text size="sm">{words.viewAs.personHint}</Text>
          </>
        )}
        {viewAs !== undefined && <Seen visibility={visibility} viewer={viewer} viewAs={viewAs} />}
      </Stack>
    </Card>
  );
}
