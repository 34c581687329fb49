// One request for a badge, and what has become of it.
import { Anchor, Button, Card, FileButton, Group, List, Stack, Text } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api, dataOf } from '../../api/client.ts';
import { ConfirmDialog } from '../../components/confirm-dialog.tsx';
import { Failure } from '../../components/failure.tsx';
import { StateBadge } from '../../components/state-badge.tsx';
import { useReading, useText } from '../../i18n/index.tsx';
import { filePath, fileTypes, mostFiles, type Request, requestsKey, sendFile } from './verification-requests.ts';

const colors = { pending: 'blue', approved: 'teal', declined: 'red', withdrawn: 'gray' } as const;
const kinds = { 'application/pdf': 'PDF', 'image/jpeg': 'JPEG', 'image/png': 'PNG' } as const;

function Open({ request: { id, files } }: { request: Request }) {
  const { trust } = useText();
  const words = trust.verification;
  const queries = useQueryClient();
  const [isAsked, setAsked] = useState(false);
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
        <Button variant="subtle" color="red" size="xs" onClick={() => setAsked(true)}>
          {words.withdraw}
        </Button>
      </Group>
      {adding.error && <Failure error={adding.error} />}
      <ConfirmDialog
        isOpen={isAsked}
        title={words.withdraw}
        text={words.withdrawText}
        confirm={words.withdraw}
        isPending={withdrawal.isPending}
        error={withdrawal.error}
        onConfirm={() => withdrawal.mutate()}
        onClose={() => setAsked(false)}
      />
    </>
  );
}

export function VerificationRequest({ request }: { request: Request }) {
  const { text, formatDate, formatNumber } = useReading();
  const words = text.trust.verification;
  const { id, badge, status, message, links, files, createdAt, decidedAt, reason } = request;
  const sizeOf = (bytes: number) =>
    formatNumber(Math.ceil(bytes / 1024), { style: 'unit', unit: 'kilobyte', unitDisplay: 'short' });
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
        {links.length + files.length > 0 && (
          <List size="sm">
            {links.map((url) => (
              <List.Item key={url} style={{ overflowWrap: 'anywhere' }}>
                <Anchor href={url} target="_blank" rel="nofollow noopener noreferrer" dir="ltr">
                  {url}
                </Anchor>
              </List.Item>
            ))}
            {files.map(({ id: fileId, type, bytes }, at) => (
              <List.Item key={fileId}>
                <Anchor href={filePath(id, fileId)} download>
                  {words.file(formatNumber(at + 1), kinds[type], sizeOf(bytes))}
                </Anchor>
              </List.Item>
            ))}
          </List>
        )}
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
