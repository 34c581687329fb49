// One request: what somebody says, shows and sends in; and the decision.
import { Anchor, Badge, Button, Card, Group, List, Stack, Text, TextInput } from '@mantine/core';
import { IconFile, IconLink } from '@tabler/icons-react';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api, dataOf } from '../../../api/client.ts';
import { useReading } from '../../../i18n/index.tsx';
import { useProvedMutation } from '../../../session/fresh-proof.tsx';
import { endOf } from '../filters.ts';
import { badgesKey, peopleKey, useBadges } from '../people/people.ts';
import { PersonLink } from '../person-link.tsx';
import { ReasonDialog } from '../reason-dialog.tsx';
import { requestsKey, type VerificationRequest } from './request.ts';

const colors = { pending: 'yellow', approved: 'teal', declined: 'red', withdrawn: 'gray' } as const;
const kibibyte = 1024;

function Evidence({ request }: { request: VerificationRequest }) {
  const { formatNumber } = useReading();
  return (
    <List listStyleType="none" spacing={4} size="sm">
      {request.links.map((url) => (
        <List.Item key={url} icon={<IconLink size={16} aria-hidden />}>
          <Anchor href={url} target="_blank" rel="nofollow noopener noreferrer" style={{ overflowWrap: 'anywhere' }}>
            {url}
          </Anchor>
        </List.Item>
      ))}
      {request.files.map(({ id, type, bytes }) => (
        <List.Item key={id} icon={<IconFile size={16} aria-hidden />}>
          <Anchor href={`/api/v1/verification-requests/${request.id}/files/${id}`} target="_blank" rel="noopener">
            {type.replace(/^.*\//, '').toUpperCase()} ·{' '}
            {formatNumber(Math.ceil(bytes / kibibyte), { style: 'unit', unit: 'kilobyte' })}
          </Anchor>
        </List.Item>
      ))}
    </List>
  );
}

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
        <Evidence request={request} />
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
          <TextInput
            type="date"
            label={text.admin.grants.expires}
            value={expires}
            onChange={(event) => setExpires(event.currentTarget.value)}
          />
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
