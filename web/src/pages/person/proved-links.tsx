// Those of somebody's links that are proved to be theirs, and how.
import { Anchor, Group, Stack, Text } from '@mantine/core';
import { IconRosetteDiscountCheck } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { api, dataOf } from '../../api/client.ts';
import { Section } from '../../components/section.tsx';
import { useReading } from '../../i18n/index.tsx';
import { tell } from './tell.ts';

export function ProvedLinks({ id }: { id: string }) {
  const { text, formatDate } = useReading();
  const words = text.person.proofs;
  const { data } = useQuery({
    queryKey: ['links', id],
    queryFn: () => dataOf(api.GET('/api/v1/profiles/{id}/links', { params: { path: { id } } })),
  });
  const proved = data?.flatMap(({ network, url, proof }) => (proof ? [{ network, url, proof }] : [])) ?? [];
  if (proved.length === 0) return null;
  return (
    <Section title={words.title}>
      <Stack gap="sm" role="list">
        {proved.map(({ network, url, proof }) => (
          <Group key={url} gap="sm" wrap="nowrap" align="start" role="listitem">
            <IconRosetteDiscountCheck
              size={20}
              color="var(--mantine-color-teal-6)"
              style={{ flexShrink: 0 }}
              aria-hidden
            />
            <Stack gap={0} style={{ minWidth: 0 }}>
              <Anchor
                href={url}
                rel="me nofollow noopener noreferrer"
                target="_blank"
                dir="ltr"
                style={{ overflowWrap: 'anywhere' }}
                onClick={() => tell(id, { type: 'link-click', network })}
              >
                {url.replace(/^https?:\/\//, '')}
              </Anchor>
              <Text size="sm" c="dimmed">
                {words.methods[proof.method]} · {words.since(formatDate(proof.verifiedAt))}
              </Text>
            </Stack>
          </Group>
        ))}
      </Stack>
    </Section>
  );
}
