// The last pictures, to go back to one, or to take the present one away.
import { Avatar, Button, Card, Group, Stack, Text, Title } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { api, dataOf } from '../../api/client.ts';
import { Failure } from '../../components/failure.tsx';
import { useReading } from '../../i18n/index.tsx';
import { derivedKey, profileKey } from '../../profile/own-profile.ts';
import { meKey } from '../../session/session.tsx';
import { historyKey } from './use-upload.ts';

export function History() {
  const { text, formatAge } = useReading();
  const queries = useQueryClient();
  const { data, error } = useQuery({
    queryKey: historyKey,
    queryFn: () => dataOf(api.GET('/api/v1/profile/avatar/history', {})),
  });
  const onSuccess = async () => {
    for (const queryKey of [historyKey, profileKey, derivedKey, meKey]) await queries.invalidateQueries({ queryKey });
  };
  const restoring = useMutation({
    mutationFn: (uploadId: string) =>
      dataOf(api.POST('/api/v1/profile/avatar/history/{uploadId}/restore', { params: { path: { uploadId } } })),
    onSuccess,
  });
  const removing = useMutation({ mutationFn: () => dataOf(api.DELETE('/api/v1/profile/avatar', {})), onSuccess });
  if (error) return <Failure error={error} />;
  if (!data || data.length === 0) return null;
  return (
    <Card withBorder padding="lg" component="section">
      <Stack>
        <Title order={2} size="h4">
          {text.avatar.history}
        </Title>
        {data.map(({ uploadId, thumbnailUrl, alt, isCurrent, uploadedAt }) => (
          <Group key={uploadId} justify="space-between">
            <Group>
              <Avatar src={thumbnailUrl} alt={alt ?? ''} size={56} radius="xl" />
              <Text size="sm" c="dimmed">
                {formatAge(uploadedAt)}
              </Text>
            </Group>
            {isCurrent ? (
              <Button variant="subtle" color="red" loading={removing.isPending} onClick={() => removing.mutate()}>
                {text.common.remove}
              </Button>
            ) : (
              <Button
                variant="light"
                loading={restoring.isPending && restoring.variables === uploadId}
                onClick={() => restoring.mutate(uploadId)}
              >
                {text.avatar.restore}
              </Button>
            )}
          </Group>
        ))}
        {(restoring.error ?? removing.error) && <Failure error={restoring.error ?? removing.error} />}
      </Stack>
    </Card>
  );
}
