// An endorsement that was reported: what it says, what is said about it, and what becomes of it.
import { Badge, Button, Card, Group, List, Stack, Text } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api, dataOf } from '../../../api/client.ts';
import type { components } from '../../../api/schema.d.ts';
import { ConfirmButton } from '../../../components/confirm-button.tsx';
import { StateBadge } from '../../../components/state-badge.tsx';
import { useProvedMutation } from '../../../session/fresh-proof.tsx';
import { PersonLink } from '../person-link.tsx';
import { useReading } from '../reading.tsx';
import { ReasonDialog } from '../reason-dialog.tsx';

type Report = components['schemas']['ReportedEndorsement'];

export const reportsKey = ['admin', 'reports'] as const;

export function ReportCard({ report }: { report: Report }) {
  const { text, formatAge, formatDate, formatNumber } = useReading();
  const words = text.admin.reports;
  const { id, skill, note, createdAt, userId, endorserId, reports, reasons } = report;
  const params = { path: { id } };
  const queries = useQueryClient();
  const onDone = () => queries.invalidateQueries({ queryKey: reportsKey });
  const [isRemoving, setRemoving] = useState(false);
  const removing = useProvedMutation(
    (reason: string) => dataOf(api.DELETE('/api/v1/endorsements/{id}', { params: { ...params, query: { reason } } })),
    onDone,
  );
  const leaving = useProvedMutation(() => dataOf(api.DELETE('/api/v1/endorsements/{id}/reports', { params })), onDone);
  return (
    <Card withBorder padding="lg" component="article">
      <Stack gap="sm">
        <Group justify="space-between">
          <Badge variant="light" tt="none">
            {skill}
          </Badge>
          <Group gap="xs">
            <Text size="sm" c="dimmed" title={formatDate(createdAt, { dateStyle: 'full', timeStyle: 'short' })}>
              {formatAge(createdAt)}
            </Text>
            <StateBadge color="yellow">{words.count(reports, formatNumber(reports))}</StateBadge>
          </Group>
        </Group>
        <Text size="sm">
          {words.author} <PersonLink id={endorserId} /> · {words.owner} <PersonLink id={userId} />
        </Text>
        {note && (
          <Text component="blockquote" m={0} style={{ whiteSpace: 'pre-line', overflowWrap: 'anywhere' }}>
            {note}
          </Text>
        )}
        <div>
          <Text size="sm" fw={600}>
            {words.reasons}
          </Text>
          <List size="sm">
            {[...new Set(reasons)].map((reason) => (
              <List.Item key={reason} style={{ overflowWrap: 'anywhere' }}>
                {reason}
              </List.Item>
            ))}
          </List>
        </div>
        <Group gap="xs">
          <Button variant="light" color="red" size="xs" onClick={() => setRemoving(true)}>
            {words.remove}
          </Button>
          <ConfirmButton variant="default" isHarmless label={words.leave} text={words.leaveText} action={leaving} />
        </Group>
      </Stack>
      {isRemoving && (
        <ReasonDialog
          title={words.remove}
          text={words.removeText}
          confirm={words.remove}
          hint={words.removeHint}
          isPending={removing.isPending}
          error={removing.error}
          onConfirm={(reason) => removing.mutate(reason)}
          onClose={() => setRemoving(false)}
        />
      )}
    </Card>
  );
}
