// One's own public page, to be passed on.
import { Anchor, Card, Group, Stack, Text } from '@mantine/core';
import { Link } from 'wouter';
import { useText } from '../../i18n/index.tsx';
import type { OwnProfile } from '../../profile/own-profile.ts';
import { ShareButton } from '../../profile/share/share-button.tsx';
import { personPath, personUrl } from '../person/person-path.ts';

/** Nothing while not everybody may open it. */
export function ShareCard({ profile }: { profile: OwnProfile }) {
  const { share } = useText();
  if (profile.visibility !== 'public' || !profile.emailVerified) return null;
  return (
    <Card withBorder padding="lg" component="section" aria-label={share.own}>
      <Group justify="space-between">
        <Stack gap={0} style={{ minWidth: 0 }}>
          <Text fw={600}>{share.own}</Text>
          <Anchor component={Link} href={personPath(profile)} size="sm" dir="ltr" style={{ overflowWrap: 'anywhere' }}>
            {personUrl(profile).replace(/^https?:\/\//, '')}
          </Anchor>
        </Stack>
        <ShareButton person={profile} name={profile.displayName ?? profile.handle ?? ''} isOwn />
      </Group>
    </Card>
  );
}
