// The badges of the tenant: what each says, who gets it, and how.
import { Button, Card, Group, SimpleGrid, Stack, Badge as Tag, Text, Title } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api, dataOf } from '../../../api/client.ts';
import { ConfirmDialog } from '../../../components/confirm-dialog.tsx';
import { Failure } from '../../../components/failure.tsx';
import { useText } from '../../../i18n/index.tsx';
import { useProvedMutation } from '../../../session/fresh-proof.tsx';
import { AreaPage } from '../area-page.tsx';
import { badgesKey, useBadges } from '../people/people.ts';
import { BadgeDialog } from './badge-dialog.tsx';
import { type Badge, BadgeIcon } from './badge-icon.tsx';

export function BadgesPage() {
  const { admin, common } = useText();
  const words = admin.badges;
  const queries = useQueryClient();
  const { data, error, refetch } = useBadges();
  const [edited, setEdited] = useState<Badge | 'new'>();
  const [removed, setRemoved] = useState<Badge>();
  const removing = useProvedMutation(
    (slug: string) => dataOf(api.DELETE('/api/v1/badges/{slug}', { params: { path: { slug } } })),
    async () => {
      await queries.invalidateQueries({ queryKey: badgesKey });
      setRemoved(undefined);
    },
  );
  return (
    <AreaPage area="badges">
      <Group justify="flex-end">
        <Button leftSection={<IconPlus size={16} aria-hidden />} onClick={() => setEdited('new')}>
          {words.define}
        </Button>
      </Group>
      {error && <Failure error={error} onRetry={() => void refetch()} />}
      <SimpleGrid cols={{ base: 1, sm: 2 }}>
        {data?.map((badge) => (
          <Card key={badge.slug} withBorder padding="lg" component="article">
            <Stack gap="xs" h="100%">
              <Group wrap="nowrap">
                <BadgeIcon icon={badge.icon} size={28} />
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
                <Button
                  variant="light"
                  size="xs"
                  aria-label={`${admin.change}: ${badge.name}`}
                  onClick={() => setEdited(badge)}
                >
                  {admin.change}
                </Button>
                <Button
                  variant="subtle"
                  color="red"
                  size="xs"
                  aria-label={`${common.remove}: ${badge.name}`}
                  onClick={() => {
                    removing.reset();
                    setRemoved(badge);
                  }}
                >
                  {common.remove}
                </Button>
              </Group>
            </Stack>
          </Card>
        ))}
      </SimpleGrid>
      {data?.length === 0 && <Text role="status">{admin.nothing}</Text>}
      {edited && <BadgeDialog badge={edited === 'new' ? undefined : edited} onClose={() => setEdited(undefined)} />}
      <ConfirmDialog
        isOpen={removed !== undefined}
        title={removed?.name ?? ''}
        text={words.removeText}
        confirm={common.remove}
        isPending={removing.isPending}
        error={removing.error}
        onConfirm={() => removed && removing.mutate(removed.slug)}
        onClose={() => setRemoved(undefined)}
      />
    </AreaPage>
  );
}
