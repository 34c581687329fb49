// People to discover while nobody in particular is looked for, each with the reason.
import { SimpleGrid, Stack, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { api, dataOf } from '../../api/client.ts';
import type { components } from '../../api/schema.d.ts';
import { Failure } from '../../components/failure.tsx';
import { useReading } from '../../i18n/index.tsx';
import { PersonRow } from './person-row.tsx';

type Reason = components['schemas']['DiscoverySection']['people'][number]['reason'];

function useReason() {
  const { text, formatAge, formatNumber, language } = useReading();
  const list = new Intl.ListFormat(language, { type: 'conjunction' });
  const { reasons } = text.discover;
  return ({
    skills = [],
    interests = [],
    location = [],
    joinedAt,
    lastActiveAt,
    endorsementsCount,
  }: Reason): string => {
    const shared = [...skills, ...interests, ...location];
    if (shared.length > 0) return reasons.shared(list.format(shared));
    if (joinedAt) return reasons.joined(formatAge(joinedAt));
    if (lastActiveAt) return reasons.active(formatAge(lastActiveAt));
    return endorsementsCount === undefined ? '' : reasons.endorsed(formatNumber(endorsementsCount));
  };
}

export function Sections() {
  const { text } = useReading();
  const reasonOf = useReason();
  const { data, error, refetch } = useQuery({
    queryKey: ['discover'],
    queryFn: () => dataOf(api.GET('/api/v1/discover', { params: { query: { limit: 6 } } })),
  });
  if (error) return <Failure error={error} onRetry={() => void refetch()} />;
  const sections = data?.filter(({ people }) => people.length > 0) ?? [];
  if (data && sections.length === 0) return <Text c="dimmed">{text.discover.nobodyYet}</Text>;
  return (
    <Stack gap="xl">
      {sections.map(({ section, people }) => (
        <Stack key={section} component="section" gap="sm">
          <Title order={2} size="h4">
            {text.discover.sections[section]}
          </Title>
          <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="sm">
            {people.map(({ profile, reason }) => (
              <PersonRow key={profile.id} person={profile} list="discover" reason={reasonOf(reason)} />
            ))}
          </SimpleGrid>
        </Stack>
      ))}
    </Stack>
  );
}
