// The badges of the tenant: what each says, who gets it, and how.
import { Card, Group, SimpleGrid, Stack, Badge as Tag, Text, Title } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { api, dataOf } from '../../../api/client.ts';
import { ConfirmButton } from '../../../components/confirm-button.tsx';
import { useProvedMutation } from '../../../session/fresh-proof.tsx';
import { ChangeButton } from '../change-button.tsx';
import { CollectionPage } from '../collection-page.tsx';
import { badgesKey, useBadges } from '../people/people.ts';
import { useText } from '../reading.tsx';
import { BadgeDialog } from './badge-dialog.tsx';
import { type Badge, BadgeIcon } from './badge-icon.tsx';

function BadgeCard({ badge, onChange }: { badge: Badge; onChange: () => void }) {
  const { admin, common } = useText();
  const words = admin.badges;
  const queries = useQueryClient();
  const removing = useProvedMutation(
    () => dataOf(api.DELETE('/api/v1/badges/{slug}', { params: { path: { slug: badge.slug } } })),
    () => queries.invalidateQueries({ queryKey: badgesKey }),
  );
  return (
    <Card withBorder padding="lg" component="article">
      <Stack gap="xs" h="100%">
        <Group wrap="nowrap">
          <BadgeIcon icon={badge.icon} url={badge.iconUrl} size={28} />
          <Title order={2} size="h5">
            {badge.name}
          </Title>
        </Group>
        <Text size="sm">{badge.description}</Text>
        <Text size="sm" c="dimmed">
          {badge.issuer} · {badge.slug}
        </Text>
        <Group gap={6}>
          <Tag variant="light" tt="none" fw={500}>
            {words.kinds[badge.criteria]}
          </Tag>
          {badge.verifies && (
            <Tag variant="light" color="teal" tt="none" fw={500}>
              {words.verified}
            </Tag>
          )}
        </Group>
        <Group mt="auto" gap="xs">
          <ChangeButton of={badge.name} onClick={onChange} />
          <ConfirmButton
            label={common.remove}
            of={badge.name}
            title={badge.name}
            text={words.removeText}
            action={removing}
          />
        </Group>
      </Stack>
    </Card>
  );
}

export function BadgesPage() {
  const { admin } = useText();
  const { data, error, refetch } = useBadges();
  return (
    <CollectionPage
      area="badges"
      add={admin.badges.define}
      items={data}
      error={error}
      onRetry={refetch}
      empty={admin.grants.none}
      dialog={(badge, onClose) => <BadgeDialog badge={badge} onClose={onClose} />}
    >
      {(badges, edit) => (
        <SimpleGrid cols={{ base: 1, sm: 2 }}>
          {badges.map((badge) => (
            <BadgeCard key={badge.slug} badge={badge} onChange={() => edit(badge)} />
          ))}
        </SimpleGrid>
      )}
    </CollectionPage>
  );
}
