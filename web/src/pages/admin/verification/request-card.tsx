// One request: what somebody says, shows and sends in; and the decision.
import { Badge, Button, Card, Group, Stack, Text } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api, dataOf } from '../../../api/client.ts';
import { Evidence } from '../../../components/evidence.tsx';
import { useProvedMutation } from '../../../session/fresh-proof.tsx';
import { DayInput } from '../filter-inputs.tsx';
import { endOf } from '../filters.ts';
import { badgesKey, peopleKey, useBadges } from '../people/people.ts';
import { PersonLink } from '../person-link.tsx';
import { useReading } from '../reading.tsx';
import { ReasonDialog } from '../reason-dialog.tsx';
import { requestsKey, type VerificationRequest } from './request.ts';

const colors = { pending: 'yellow', approved: 'teal', declined: 'red', withdrawn: 'gray' } as const;

export function RequestCard({ request }: { request: VerificationRequest }) {
  const { text, formatAge, formatDate } = useReading();
  const words = text.admin.verification;
  const queries = useQueryClient();
  const { data: badges } = useBadges();
  const [asks, setAsks] = useState<'approve' | 'decline'>();
  const [expires, setExpires] = useState('');
  const params = { path: { id: request.id } };
  const onDone = async () => {
    setAsks(undefined);
    await Promise.all([requestsKey, peopleKey, badgesKey].map((queryKey) => queries.invalidateQueries({ queryKey })));
  };
  const approving = useProvedMutation(
    (reason: string) =>
      dataOf(
        api.POST('/api/v1/verification-requests/{id}/approve', {
          params,
          body: { reason, ...(expires && { expiresAt: endOf(expires) }) },
        }),
      ),
    onDone,
  );
  const declining = useProvedMutation(
    (reason: string) => dataOf(api.POST('/api/v1/verification-requests/{id}/decline', { params, body: { reason } })),
    onDone,
  );
  return (
    <Card withBorder padding="lg" component="article">
      <Stack gap="sm">
        <Group justify="space-between">
          <PersonLink id={request.userId} />
          <Group gap="xs">
            <Text size="sm" c="dimmed" title={formatDate(request.createdAt, { dateStyle: 'full', timeStyle: 'short' })}>
              {formatAge(request.createdAt)}
            </Text>
            <Badge variant="dot" tt="none" fw={500} color={colors[request.status]}>
              {words.statuses[request.status]}
            </Badge>
          </Group>
        </Group>
        <Text fw={600}>{words.asksFor(badges?.find(({ slug }) => slug === request.badge)?.name ?? request.badge)}</Text>
        <Text style={{ whiteSpace: 'pre-line', overflowWrap: 'anywhere' }}>{request.message}</Text>
        <Evidence
          request={request}
          fileHref={(fileId) => `/api/v1/verification-requests/${request.id}/files/${fileId}`}
        />
        {request.reason && (
          <Text size="sm" c="dimmed">
            {request.reason}
            {request.decidedAt && ` · ${formatDate(request.decidedAt)}`}
          </Text>
        )}
        {request.status === 'pending' && (
          <Group>
            <Button onClick={() => setAsks('approve')}>{words.approve}</Button>
            <Button variant="light" color="red" onClick={() => setAsks('decline')}>
              {words.decline}
            </Button>
          </Group>
        )}
      </Stack>
      {asks === 'approve' && (
        <ReasonDialog
          title={words.approve}
          confirm={words.approve}
          hint={text.admin.grants.reasonHint}
          isHarmless
          isPending={approving.isPending}
          error={approving.error}
          onConfirm={(reason) => approving.mutate(reason)}
          onClose={() => setAsks(undefined)}
        >
          <DayInput label={text.admin.grants.expires} value={expires} onChange={setExpires} />
        </ReasonDialog>
      )}
      {asks === 'decline' && (
        <ReasonDialog
          title={words.decline}
          confirm={words.decline}
          isPending={declining.isPending}
          error={declining.error}
          onConfirm={(reason) => declining.mutate(reason)}
          onClose={() => setAsks(undefined)}
        />
      )}
    </Card>
  );
}
