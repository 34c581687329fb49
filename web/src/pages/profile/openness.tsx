// The one switch above all others: who may open the profile at all.
import { Alert, Card, Group, SegmentedControl, Stack, Text, useMatches } from '@mantine/core';
import { IconMailExclamation } from '@tabler/icons-react';
import { Failure } from '../../components/failure.tsx';
import { useText } from '../../i18n/index.tsx';
import { type Audience, type OwnProfile, useSavePrivacy } from '../../profile/own-profile.ts';

const audiences: readonly Audience[] = ['public', 'authenticated', 'private'];

export function Openness({ profile }: { profile: OwnProfile }) {
  const { profile: words } = useText();
  const { mutate: save, error } = useSavePrivacy();
  const orientation = useMatches({ base: 'vertical', xs: 'horizontal' } as const);
  return (
    <Card withBorder padding="lg" component="section" aria-label={words.openness}>
      <Stack gap="sm">
        <Group justify="space-between">
          <Text fw={600}>{words.openness}</Text>
          <SegmentedControl
            aria-label={words.openness}
            orientation={orientation}
            value={profile.visibility}
            disabled={!profile.emailVerified}
            onChange={(visibility) => save({ visibility: visibility as Audience })}
            data={audiences.map((value) => ({ value, label: words.audiences[value].name }))}
          />
        </Group>
        <Text size="sm" c="dimmed">
          {words.audiences[profile.visibility].who}
        </Text>
        {!profile.emailVerified && (
          <Alert color="yellow" icon={<IconMailExclamation />}>
            {words.confirmFirst}
          </Alert>
        )}
        {error && <Failure error={error} />}
      </Stack>
    </Card>
  );
}
