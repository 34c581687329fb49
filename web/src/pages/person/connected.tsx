// With whom somebody is connected, as both sides have said.
import { Badge, Group, Stack } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { api, dataOf } from '../../api/client.ts';
import { Section } from '../../components/section.tsx';
import { useText } from '../../i18n/index.tsx';
import { Face } from '../../profile/face.tsx';

export function Connected({ id }: { id: string }) {
  const { person: words } = useText();
  const { data } = useQuery({
    queryKey: ['connections', id],
    queryFn: () => dataOf(api.GET('/api/v1/profiles/{id}/connections', { params: { path: { id } } })),
  });
  if (!data || data.length === 0) return null;
  return (
    <Section title={words.connections}>
      <Stack role="list">
        {data.map(({ relation, person }) => (
          <Group key={`${relation} ${person.id}`} justify="space-between" role="listitem">
            <Face person={person} {...(relation === 'same-person' && { href: person.url })} />
            <Badge variant="light" tt="none">
              {words.relations[relation]}
            </Badge>
          </Group>
        ))}
      </Stack>
    </Section>
  );
}
