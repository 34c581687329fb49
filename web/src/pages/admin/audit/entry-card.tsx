// One entry of the trail: who did what to whom, from where, and what was before and after.
import { Badge, Card, Code, Group, Stack, Table, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { isObject } from '../../../components/data-input/fields.ts';
import { PersonLink } from '../person-link.tsx';
import { reachable } from '../reachable.ts';
import { useReading } from '../reading.tsx';
import type { AuditEntry } from './trail.ts';

const colors = { allowed: 'teal', denied: 'yellow', failed: 'red' } as const;

const inWords = (value: unknown): string =>
  value === undefined || value === null ? '—' : typeof value === 'string' ? value : JSON.stringify(value);

function Changes({ before, after }: { before: unknown; after: unknown }) {
  const { admin } = useReading().text;
  const [was, is] = [isObject(before) ? before : {}, isObject(after) ? after : {}];
  const names = [...new Set([...Object.keys(was), ...Object.keys(is)])];
  if (names.length === 0) return null;
  return (
    <Table.ScrollContainer minWidth={360} scrollAreaProps={reachable}>
      <Table>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{admin.audit.what}</Table.Th>
            <Table.Th>{admin.audit.before}</Table.Th>
            <Table.Th>{admin.audit.after}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {names.map((name) => (
            <Table.Tr key={name}>
              <Table.Th scope="row" fw={500}>
                {name}
              </Table.Th>
              <Table.Td style={{ overflowWrap: 'anywhere' }}>{inWords(was[name])}</Table.Td>
              <Table.Td style={{ overflowWrap: 'anywhere' }}>{inWords(is[name])}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  );
}

export function EntryCard({ entry }: { entry: AuditEntry }) {
  const { text, formatDate } = useReading();
  const words = text.admin.audit;
  const { actor, target, origin } = entry;
  const who: ReactNode =
    actor.kind === 'account' && actor.id ? <PersonLink id={actor.id} /> : <Text span>{words.actors[actor.kind]}</Text>;
  return (
    <Card withBorder padding="md" component="article">
      <Stack gap="xs">
        <Group justify="space-between">
          <Group gap="xs">
            <Code>{entry.action}</Code>
            <Badge variant="dot" tt="none" fw={500} color={colors[entry.outcome]}>
              {words.outcomes[entry.outcome]}
            </Badge>
          </Group>
          <Text size="sm" c="dimmed">
            {formatDate(entry.at, { dateStyle: 'medium', timeStyle: 'medium' })}
          </Text>
        </Group>
        <Group gap="xs">
          {who}
          {target && <span aria-hidden>→</span>}
          {target?.type === 'account' && target.id ? (
            <PersonLink id={target.id} />
          ) : (
            target && (
              <Text span style={{ overflowWrap: 'anywhere' }}>
                {[target.type, target.id].filter(Boolean).join(' ')}
              </Text>
            )
          )}
        </Group>
        <Changes before={entry.before} after={entry.after} />
        <Text size="sm" c="dimmed" style={{ overflowWrap: 'anywhere' }}>
          {[origin.ip ?? origin.network, origin.userAgent, origin.requestId, entry.link && `#${entry.link.sequence}`]
            .filter(Boolean)
            .join(' · ')}
        </Text>
      </Stack>
    </Card>
  );
}
