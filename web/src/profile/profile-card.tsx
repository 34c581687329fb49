// Somebody's profile as it is read: whatever this reader was given of it, and nothing of what they were not.
import { Anchor, Badge, Group, Stack, Text } from '@mantine/core';
import { IconLink, IconMapPin } from '@tabler/icons-react';
import type { components } from '../api/schema.d.ts';
import { Portrait } from './portrait.tsx';

export type ShownProfile = components['schemas']['Profile'];

function Tags({ tags }: { tags: readonly string[] }) {
  return (
    <Group gap={6}>
      {tags.map((tag) => (
        <Badge key={tag} variant="light" tt="none" fw={500}>
          {tag}
        </Badge>
      ))}
    </Group>
  );
}

/** Each link with the network that the service knows it by. */
const links = (profile: ShownProfile): readonly (readonly [network: string, url: string])[] => [
  ...(profile.website ? [['website', profile.website] as const] : []),
  ...Object.entries(profile.socialLinks ?? {}),
];

interface ProfileCardProps {
  readonly profile: ShownProfile;
  /** Told when somebody follows a link. */
  readonly onFollow?: (network: string) => void;
}

export function ProfileCard({ profile, onFollow }: ProfileCardProps) {
  const name = profile.displayName ?? profile.fullName ?? profile.handle ?? '';
  return (
    <Stack gap="sm">
      <Group wrap="nowrap">
        <Portrait
          src={profile.avatarUrls?.mediumUrl ?? profile.avatar}
          thumbHash={profile.avatarThumbHash}
          alt={profile.avatarAlt ?? ''}
          size={72}
        />
        <Stack gap={0} style={{ minWidth: 0 }}>
          <Text fw={650} size="lg" lineClamp={2}>
            {name}
          </Text>
          <Text c="dimmed" size="sm">
            {[profile.handle && `@${profile.handle}`, profile.pronouns].filter(Boolean).join(' · ')}
          </Text>
        </Stack>
      </Group>
      {profile.headline && (
        <Text fw={550} dir="auto">
          {profile.headline}
        </Text>
      )}
      {profile.bio && (
        <Text dir="auto" style={{ whiteSpace: 'pre-line', overflowWrap: 'anywhere' }}>
          {profile.bio}
        </Text>
      )}
      {profile.location && (
        <Group gap={6} wrap="nowrap">
          <IconMapPin size={16} aria-hidden />
          <Text size="sm">{profile.location}</Text>
        </Group>
      )}
      {profile.skills && profile.skills.length > 0 && <Tags tags={profile.skills} />}
      {profile.interests && profile.interests.length > 0 && <Tags tags={profile.interests} />}
      {links(profile).map(([network, url]) => (
        <Group key={network} gap={6} wrap="nowrap">
          <IconLink size={16} aria-hidden />
          {/* `rel="me"` is what lets the page there prove that it is theirs. */}
          <Anchor
            href={url}
            rel="me nofollow noopener noreferrer"
            target="_blank"
            size="sm"
            truncate
            onClick={() => onFollow?.(network)}
          >
            {url.replace(/^https?:\/\//, '')}
          </Anchor>
        </Group>
      ))}
    </Stack>
  );
}
