// How the installation does: its parts, its queues, and the statements that cost the database most.
import { Badge, Button, Group, List, Loader, Select, Stack, Table, Text } from '@mantine/core';
import { IconStack2 } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { api, dataOf } from '../../../api/client.ts';
import { ApiError } from '../../../api/errors.ts';
import { isObject } from '../../../components/data-input/fields.ts';
import { Failure } from '../../../components/failure.tsx';
import { Section } from '../../../components/section.tsx';
import { AreaPage } from '../area-page.tsx';
import { reachable } from '../reachable.ts';
import { useReading } from '../reading.tsx';

const refreshMs = 15_000;
const shownStatements = 25;
const sorts = ['total', 'mean', 'max', 'calls'] as const;

interface Health {
  /** Whether requests are sent here. */
  readonly isReady: boolean;
  readonly says: Readonly<Record<string, string>>;
}

/** Answered with 503 where no requests are taken: what is wrong is in the body, then, too. */
async function fetchHealth(): Promise<Health> {
  const response = await fetch('/health', { headers: { accept: 'application/json' } }).catch((error: unknown) => {
    throw new ApiError(0, { code: 'OFFLINE', error: String(error) });
  });
  const body: unknown = await response.json().catch(() => undefined);
  if (!isObject(body)) throw new ApiError(response.status, {});
  const says = Object.fromEntries(Object.entries(body).map(([name, value]) => [name, String(value)]));
  return { isReady: response.ok, says };
}

function HealthSection() {
  const { system: words } = useReading().text.admin;
  const { data, error, refetch } = useQuery({
    queryKey: ['admin', 'health'],
    queryFn: fetchHealth,
    refetchInterval: refreshMs,
  });
  const { status, service: _service, version, ...parts } = data?.says ?? {};
  const look = (state: string) => (state === 'healthy' ? 'teal' : state === 'degraded' ? 'yellow' : 'red');
  const states: Readonly<Record<string, string>> = words.states;
  const partNames: Readonly<Record<string, string>> = words.parts;
  return (
    <Section
      title={words.health}
      aside={
        status && (
          <Group gap="xs">
            <Badge variant="dot" tt="none" color={look(status)} size="lg">
              {states[status] ?? status}
            </Badge>
            <Badge variant="dot" tt="none" color={data?.isReady ? 'teal' : 'red'} size="lg">
              {data?.isReady ? words.ready : words.notReady}
            </Badge>
          </Group>
        )
      }
    >
      {error && <Failure error={error} onRetry={() => void refetch()} />}
      {!data && !error && <Loader type="dots" />}
      <List listStyleType="none" spacing="xs">
        {Object.entries(parts).map(([part, state]) => (
          <List.Item key={part}>
            <Group gap="sm">
              <Badge variant="dot" tt="none" fw={500} color={look(state)}>
                {states[state] ?? state}
              </Badge>
              <Text span>{partNames[part] ?? part}</Text>
            </Group>
          </List.Item>
        ))}
      </List>
      {version && (
        <Text size="sm" c="dimmed">
          {words.version(version)}
        </Text>
      )}
      {/* The dashboard is a page of the service, not of this application. */}
      <Button
        component="a"
        href="/admin/queues"
        variant="light"
        leftSection={<IconStack2 size={16} aria-hidden />}
        style={{ alignSelf: 'start' }}
      >
        {words.queues}
      </Button>
    </Section>
  );
}

function Statements() {
  const { text, formatNumber, formatDate } = useReading();
  const { system: words } = text.admin;
  const [sort, setSort] = useState<(typeof sorts)[number]>('total');
  const { data, error, refetch } = useQuery({
    queryKey: ['admin', 'database', sort],
    queryFn: () => dataOf(api.GET('/api/v1/admin/database', { params: { query: { sort, limit: shownStatements } } })),
  });
  const inMs = (value: number) =>
    formatNumber(value, { style: 'unit', unit: 'millisecond', maximumSignificantDigits: 3 });
  return (
    <Section
      title={words.database}
      aside={
        <Select
          size="xs"
          aria-label={words.sort}
          allowDeselect={false}
          value={sort}
          onChange={(chosen) => setSort(chosen ?? 'total')}
          data={sorts.map((value) => ({ value, label: words.columns[value] }))}
        />
      }
    >
      {error && <Failure error={error} onRetry={() => void refetch()} />}
      {data?.countedSince && (
        <Text size="sm" c="dimmed">
          {words.since(formatDate(data.countedSince, { dateStyle: 'medium', timeStyle: 'short' }))}
        </Text>
      )}
      {data && (
        <Table.ScrollContainer minWidth={760} scrollAreaProps={reachable}>
          <Table verticalSpacing="xs" aria-label={words.database}>
            <Table.Thead>
              <Table.Tr>
                <Table.Th>{words.statement}</Table.Th>
                {sorts.map((name) => (
                  <Table.Th key={name} ta="end">
                    {words.columns[name]}
                  </Table.Th>
                ))}
                <Table.Th ta="end">p95</Table.Th>
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {data.statements.map(({ statement, totalMs, meanMs, maxMs, calls, p95Ms }) => (
                <Table.Tr key={statement}>
                  <Table.Td maw={360}>
                    <Text ff="monospace" size="xs" lineClamp={4} title={statement}>
                      {statement}
                    </Text>
                  </Table.Td>
                  {[inMs(totalMs), inMs(meanMs), inMs(maxMs), formatNumber(calls)].map((cell, at) => (
                    <Table.Td key={sorts[at]} ta="end" style={{ whiteSpace: 'nowrap' }}>
                      {cell}
                    </Table.Td>
                  ))}
                  <Table.Td ta="end">{p95Ms === null ? '—' : inMs(p95Ms)}</Table.Td>
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        </Table.ScrollContainer>
      )}
    </Section>
  );
}

export function SystemPage() {
  return (
    <AreaPage area="system">
      <Stack>
        <HealthSection />
        <Statements />
      </Stack>
    </AreaPage>
  );
}
