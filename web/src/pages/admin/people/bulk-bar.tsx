// Doing one thing to everybody who is selected, and how far it is.
import { Alert, Button, Card, Group, List, Progress, Select, Stack, Text } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { api, dataOf } from '../../../api/client.ts';
import type { components } from '../../../api/schema.d.ts';
import { ConfirmDialog } from '../../../components/confirm-dialog.tsx';
import { Failure } from '../../../components/failure.tsx';
import { useProvedMutation } from '../../../session/fresh-proof.tsx';
import { useSession } from '../../../session/session.tsx';
import { PersonLink } from '../person-link.tsx';
import { useReading } from '../reading.tsx';
import { peopleKey, useRoles } from './people.ts';

type Step = components['schemas']['BulkActionInput']['action'];

const pollMs = 1000;
const kinds = [
  { kind: 'deactivate', permission: 'users:deactivate:tenant' },
  { kind: 'activate', permission: 'users:deactivate:tenant' },
  { kind: 'add-role', permission: 'roles:assign:tenant' },
  { kind: 'remove-role', permission: 'roles:assign:tenant' },
] as const;
type Kind = (typeof kinds)[number]['kind'];

const needsRole = (kind: Kind | null): kind is 'add-role' | 'remove-role' =>
  kind === 'add-role' || kind === 'remove-role';

/** Undefined while something is still to be chosen. */
function stepOf(kind: Kind | null, role: string | null): Step | undefined {
  if (needsRole(kind)) return role === null ? undefined : { kind, role };
  return kind === null ? undefined : { kind };
}

function BulkProgress({ id }: { id: string }) {
  const { text, formatNumber } = useReading();
  const queries = useQueryClient();
  const { data, error } = useQuery({
    queryKey: ['admin', 'bulk', id],
    queryFn: () => dataOf(api.GET('/api/v1/users/bulk-actions/{id}', { params: { path: { id } } })),
    refetchInterval: ({ state }) => (state.data?.finishedAt ? false : pollMs),
  });
  const isOver = Boolean(data?.finishedAt);
  useEffect(() => {
    if (isOver) void queries.invalidateQueries({ queryKey: peopleKey });
  }, [isOver, queries]);
  if (error) return <Failure error={error} />;
  if (!data) return null;
  const words = text.admin.people.bulk;
  return (
    <Stack gap="xs">
      <Progress value={(100 * data.done) / Math.max(1, data.total)} aria-label={words.progress} />
      <Text size="sm" role="status">
        {words.done(formatNumber(data.done), formatNumber(data.total))}
      </Text>
      {data.failures.length > 0 && (
        <Alert color="yellow" variant="light" title={words.failed(formatNumber(data.failures.length))}>
          <List size="sm">
            {data.failures.map(({ userId, code }) => (
              <List.Item key={userId}>
                <PersonLink id={userId} /> · {code}
              </List.Item>
            ))}
          </List>
        </Alert>
      )}
    </Stack>
  );
}

export function BulkBar({ selected, onClear }: { selected: ReadonlySet<string>; onClear: () => void }) {
  const { text, formatNumber } = useReading();
  const words = text.admin.people.bulk;
  const { can } = useSession();
  const { data: roles } = useRoles();
  const [kind, setKind] = useState<Kind | null>(null);
  const [role, setRole] = useState<string | null>(null);
  const [isAsking, setIsAsking] = useState(false);
  const ordering = useProvedMutation(
    (action: Step) => dataOf(api.POST('/api/v1/users/bulk-actions', { body: { action, userIds: [...selected] } })),
    () => {
      setIsAsking(false);
      onClear();
    },
  );
  const possible = kinds.filter(({ permission }) => can(permission));
  const step = stepOf(kind, role);
  const started = ordering.data?.id;
  if (possible.length === 0 || (selected.size === 0 && !started)) return null;
  return (
    <Card withBorder padding="md" component="section" aria-label={words.title}>
      <Stack>
        {selected.size > 0 && (
          <Group align="end">
            <Text fw={600} role="status">
              {words.selected(selected.size, formatNumber(selected.size))}
            </Text>
            <Select
              aria-label={words.title}
              placeholder={words.title}
              value={kind}
              onChange={(chosen) => setKind(possible.find((known) => known.kind === chosen)?.kind ?? null)}
              data={possible.map(({ kind: value }) => ({ value, label: words.kinds[value] }))}
            />
            {needsRole(kind) && (
              <Select
                aria-label={text.admin.people.role}
                placeholder={text.admin.people.role}
                value={role}
                onChange={setRole}
                data={(roles ?? []).map(({ name }) => name)}
              />
            )}
            <Button disabled={!step} onClick={() => setIsAsking(true)}>
              {words.start}
            </Button>
            <Button variant="subtle" color="gray" onClick={onClear}>
              {words.clear}
            </Button>
          </Group>
        )}
        {started && <BulkProgress key={started} id={started} />}
      </Stack>
      {step && (
        <ConfirmDialog
          isOpen={isAsking}
          title={words.kinds[step.kind]}
          text={words.selected(selected.size, formatNumber(selected.size))}
          confirm={words.start}
          isPending={ordering.isPending}
          error={ordering.error}
          onConfirm={() => ordering.mutate(step)}
          onClose={() => setIsAsking(false)}
        />
      )}
    </Card>
  );
}
