// One request for a badge, and what has become of it.
import { Button, Card, FileButton, Group, Stack, Text } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { api, dataOf } from '../../api/client.ts';
import { ConfirmButton } from '../../components/confirm-button.tsx';
import { Evidence } from '../../components/evidence.tsx';
import { Failure } from '../../components/failure.tsx';
import { StateBadge } from '../../components/state-badge.tsx';
import { useReading, useText } from '../../i18n/index.tsx';
import { filePath, fileTypes, mostFiles, type Request, requestsKey, sendFile } from './verification-requests.ts';

const colors = { pending: 'blue', approved: 'teal', declined: 'red', withdrawn: 'gray' } as const;

function Open({ request: { id, files } }: { request: Request }) {
  const { trust } = useText();
  const words = trust.verification;
  const queries = useQueryClient();
  const onSuccess = () => queries.invalidateQueries({ queryKey: requestsKey });
  const adding = useMutation({ mutationFn: (file: File) => sendFile(id, file), retry: false, onSuccess });
  const withdrawal = useMutation({
    mutationFn: () => dataOf(api.DELETE('/api/v1/profile/verification-requests/{id}', { params: { path: { id } } })),
    onSuccess,
  });
  return (
    <>
      <Group gap="xs">
        {files.length < mostFiles && (
          <FileButton accept={fileTypes} onChange={(file) => file && adding.mutate(file)}>
            {(props) => (
              <Button {...props} variant="light" size="xs" loading={adding.isPending}>
                {words.addFile}
              </Button>
            )}
          </FileButton>
        )}
        <ConfirmButton label={words.withdraw} text={words.withdrawText} action={withdrawal} />
      </Group>
      {adding.error && <Failure error={adding.error} />}
    </>
  );
}

export function VerificationRequest({ request }: { request: Request }) {
  const { text, formatDate } = useReading();
  const words = text.trust.verification;
  const { badge, status, message, createdAt, decidedAt, reason } = request;
  return (
    <Card withBorder padding="md" component="article">
      <Stack gap="xs">
        <Group justify="space-between">
          <Text fw={600}>{badge}</Text>
          <StateBadge color={colors[status]}>{words.statuses[status]}</StateBadge>
        </Group>
        <Text size="sm" c="dimmed">
          {words.asked(formatDate(createdAt))}
          {decidedAt && ` · ${words.statuses[status]}: ${formatDate(decidedAt)}`}
        </Text>
        <Text style={{ whiteSpace: 'pre-line', overflowWrap: 'anywhere' }}>{message}</Text>
        <Evidence request={request} fileHref={(fileId) => filePath(request.id, fileId)} />
        {reason && (
          <Text size="sm" style={{ whiteSpace: 'pre-line', overflowWrap: 'anywhere' }}>
            <b>{words.reason}</b> {reason}
          </Text>
        )}
        {status === 'pending' && <Open request={request} />}
      </Stack>
    </Card>
  );
}
