// Somebody's badges, each with its proof: who says it, why, on what evidence, and until when.
import { Anchor, Badge, Box, Group, List, Popover, Stack, Text, UnstyledButton } from '@mantine/core';
import { IconRosetteDiscountCheck } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { api, dataOf } from '../../api/client.ts';
import type { components } from '../../api/schema.d.ts';
import { BadgePicture } from '../../components/badge-picture.tsx';
import { useReading } from '../../i18n/index.tsx';

type Grant = components['schemas']['BadgeGrant'];

export const useBadges = (id: string) =>
  useQuery({
    queryKey: ['badges', id],
    queryFn: () => dataOf(api.GET('/api/v1/profiles/{id}/badges', { params: { path: { id } } })),
  });

function Proof({ of, grant }: { of: string; grant: Grant }) {
  const { text, formatDate } = useReading();
  const words = text.person.badge;
  const { description, reason, evidence, evidenceUrls, issuer, grantedAt, expiresAt } = grant;
  return (
    <Stack gap="xs">
      <Text size="sm">{description}</Text>
      <Text size="sm" style={{ whiteSpace: 'pre-line', overflowWrap: 'anywhere' }}>
        {reason}
      </Text>
      {evidence && (
        <Text size="sm" style={{ whiteSpace: 'pre-line', overflowWrap: 'anywhere' }}>
          {evidence}
        </Text>
      )}
      {evidenceUrls.length > 0 && (
        <List size="sm">
          {evidenceUrls.map((url) => (
            <List.Item key={url} style={{ overflowWrap: 'anywhere' }}>
              <Anchor href={url} target="_blank" rel="nofollow noopener noreferrer" dir="ltr">
                {url}
              </Anchor>
            </List.Item>
          ))}
        </List>
      )}
      <Text size="sm" c="dimmed">
        {words.by(issuer, formatDate(grantedAt))}
        {expiresAt && ` · ${words.until(formatDate(expiresAt))}`}
      </Text>
      <Anchor size="sm" href={`/api/v1/profiles/${of}/badges/${grant.id}/credential`} download={`${grant.slug}.jwt`}>
        {words.credential}
      </Anchor>
    </Stack>
  );
}

export function Badges({ id }: { id: string }) {
  const { text } = useReading();
  const { data } = useBadges(id);
  return (
    <Group gap="xs" role="list" aria-label={text.profile.fields.badges}>
      {data?.map((grant) => (
        <Box key={grant.id} role="listitem">
          <Popover width={300} withArrow trapFocus>
            <Popover.Target>
              <UnstyledButton>
                <Badge
                  size="lg"
                  variant="light"
                  tt="none"
                  leftSection={
                    grant.iconUrl === null ? (
                      <IconRosetteDiscountCheck size={16} aria-hidden />
                    ) : (
                      <BadgePicture url={grant.iconUrl} size={18} />
                    )
                  }
                >
                  {grant.name}
                </Badge>
              </UnstyledButton>
            </Popover.Target>
            <Popover.Dropdown aria-label={grant.name}>
              <Proof of={id} grant={grant} />
            </Popover.Dropdown>
          </Popover>
        </Box>
      ))}
    </Group>
  );
}
