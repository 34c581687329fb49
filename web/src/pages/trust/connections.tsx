// Who one is connected with, who asks, and one's own other profiles.
import { Anchor, Badge, Button, Group, Stack, Text } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from 'wouter';
import { api, dataOf } from '../../api/client.ts';
import type { components } from '../../api/schema.d.ts';
import { ConfirmButton } from '../../components/confirm-button.tsx';
import { Failure } from '../../components/failure.tsx';
import { Section } from '../../components/section.tsx';
import { useReading, useText } from '../../i18n/index.tsx';
import { connectionsKey } from '../../profile/connections.ts';
import { Face, faceName } from '../../profile/face.tsx';
import { OtherProfile } from './other-profile.tsx';

type Connection = components['schemas']['OwnConnection'];

/** What the button says that ends it. */
const ending = { 'asked-by-you': 'takeBack', 'asked-of-you': 'decline', confirmed: 'end' } as const;

function Row({ connection }: { connection: Connection }) {
  const { text, formatDate } = useReading();
  const words = text.trust.connections;
  const queries = useQueryClient();
  const { id, relation, state, person, askedAt, confirmedAt } = connection;
  const params = { path: { id } };
  const onSuccess = () => queries.invalidateQueries({ queryKey: connectionsKey });
  const confirmation = useMutation({
    mutationFn: () => dataOf(api.POST('/api/v1/profile/connections/{id}/confirm', { params })),
    onSuccess,
  });
  const removal = useMutation({
    mutationFn: () => dataOf(api.DELETE('/api/v1/profile/connections/{id}', { params })),
    onSuccess,
  });
  const name = person ? faceName(person) : words.elsewhere;
  return (
    <Group justify="space-between" role="listitem">
      <Stack gap={2} style={{ minWidth: 0 }}>
        {person ? (
          // One's own other profile may be at home at another address.
          <Face person={person} {...(relation === 'same-person' && { href: person.url })} />
        ) : (
          <Text>{words.elsewhere}</Text>
        )}
        <Group gap="xs">
          <Badge variant="light" tt="none">
            {text.person.relations[relation]}
          </Badge>
          <Text size="sm" c="dimmed">
            {words.states[state]} · {formatDate(confirmedAt ?? askedAt)}
          </Text>
        </Group>
      </Stack>
      <Group gap="xs">
        {state === 'asked-of-you' && (
          <Button
            size="xs"
            loading={confirmation.isPending}
            aria-label={`${words.confirm}: ${name}`}
            onClick={() => confirmation.mutate()}
          >
            {words.confirm}
          </Button>
        )}
        <ConfirmButton label={words[ending[state]]} of={name} text={words.endText(name)} action={removal} />
      </Group>
      {confirmation.error && <Failure error={confirmation.error} />}
    </Group>
  );
}

export function Connections() {
  const { trust } = useText();
  const words = trust.connections;
  const { data, error, refetch } = useQuery({
    queryKey: connectionsKey,
    queryFn: () => dataOf(api.GET('/api/v1/profile/connections', {})),
  });
  return (
    <Stack gap="lg">
      <Section
        title={words.title}
        aside={
          <Anchor component={Link} href="/discover">
            {words.find}
          </Anchor>
        }
      >
        <Text c="dimmed">{words.lead}</Text>
        {error && <Failure error={error} onRetry={() => void refetch()} />}
        {data && data.length > 0 && (
          <Stack role="list">
            {data.map((connection) => (
              <Row key={connection.id} connection={connection} />
            ))}
          </Stack>
        )}
        {data?.length === 0 && <Text>{words.none}</Text>}
      </Section>
      <OtherProfile />
    </Stack>
  );
}
