// Where somebody is signed in, and ending it there.
import { Badge, Button, Group, Stack, Text } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { api, dataOf } from '../../api/client.ts';
import { Failure } from '../../components/failure.tsx';
import { Section } from '../../components/section.tsx';
import { useReading } from '../../i18n/index.tsx';

export const sessionsKey = ['sessions'] as const;

export const useSessions = () =>
  useQuery({ queryKey: sessionsKey, queryFn: () => dataOf(api.GET('/api/v1/users/me/sessions', {})) });

export function Sessions() {
  const { text, formatAge } = useReading();
  const queries = useQueryClient();
  const { data, error } = useSessions();
  const onSuccess = () => queries.invalidateQueries({ queryKey: sessionsKey });
  const ending = useMutation({
    mutationFn: (id: string) => dataOf(api.DELETE('/api/v1/users/me/sessions/{id}', { params: { path: { id } } })),
    onSuccess,
  });
  const endingOthers = useMutation({
    mutationFn: () => dataOf(api.DELETE('/api/v1/users/me/sessions', { params: { query: { keepCurrent: true } } })),
    onSuccess,
  });
  const failed = error ?? ending.error ?? endingOthers.error;
  return (
    <Section
      title={text.security.sessions}
      aside={
        data &&
        data.length > 1 && (
          <Button variant="light" color="red" loading={endingOthers.isPending} onClick={() => endingOthers.mutate()}>
            {text.security.endOthers}
          </Button>
        )
      }
    >
      {failed && <Failure error={failed} />}
      {data?.map(({ id, current, userAgent, network, lastUsedAt }) => (
        <Group key={id} justify="space-between" wrap="nowrap">
          <Stack gap={0} style={{ minWidth: 0 }}>
            <Text truncate>{userAgent ?? text.security.unknownDevice}</Text>
            <Text size="sm" c="dimmed">
              {[network, formatAge(lastUsedAt)].filter(Boolean).join(' · ')}
            </Text>
          </Stack>
          {current ? (
            <Badge variant="light" tt="none" style={{ flexShrink: 0 }}>
              {text.security.here}
            </Badge>
          ) : (
            <Button
              variant="subtle"
              color="red"
              style={{ flexShrink: 0 }}
              loading={ending.isPending && ending.variables === id}
              onClick={() => ending.mutate(id)}
            >
              {text.security.end}
            </Button>
          )}
        </Group>
      ))}
    </Section>
  );
}
