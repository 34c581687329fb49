// A page of accounts, each to be opened or selected.
import { Anchor, Checkbox, Stack, Table, Text } from '@mantine/core';
import { Link } from 'wouter';
import { useReading } from '../reading.tsx';
import { StandingBadge } from '../standing-badge.tsx';
import { nameOf, type User } from './people.ts';

interface PeopleTableProps {
  readonly people: readonly User[];
  readonly selected: ReadonlySet<string>;
  readonly onSelect: (ids: ReadonlySet<string>) => void;
}

export function PeopleTable({ people, selected, onSelect }: PeopleTableProps) {
  const { text, formatDate, formatAge, formatNumber } = useReading();
  const words = text.admin.people;
  const here = people.filter(({ id }) => selected.has(id)).length;
  const toggle = (ids: readonly string[], isOn: boolean) => {
    const next = new Set(selected);
    for (const id of ids) isOn ? next.add(id) : next.delete(id);
    onSelect(next);
  };
  return (
    <Table.ScrollContainer minWidth={720}>
      <Table verticalSpacing="sm" aria-label={text.admin.areas.people.name}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th w={40}>
              <Checkbox
                aria-label={words.selectAll}
                checked={people.length > 0 && here === people.length}
                indeterminate={here > 0 && here < people.length}
                onChange={(event) =>
                  toggle(
                    people.map(({ id }) => id),
                    event.currentTarget.checked,
                  )
                }
              />
            </Table.Th>
            <Table.Th>{words.name}</Table.Th>
            <Table.Th>{words.status}</Table.Th>
            <Table.Th>{words.roles}</Table.Th>
            <Table.Th ta="end">{words.completeness}</Table.Th>
            <Table.Th>{words.created}</Table.Th>
            <Table.Th>{words.lastSignIn}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {people.map((person) => (
            <Table.Tr key={person.id}>
              <Table.Td>
                <Checkbox
                  aria-label={words.select(nameOf(person))}
                  checked={selected.has(person.id)}
                  onChange={(event) => toggle([person.id], event.currentTarget.checked)}
                />
              </Table.Td>
              <Table.Td maw={260}>
                <Stack gap={0}>
                  <Anchor component={Link} href={`/admin/people/${person.id}`} fw={550} truncate>
                    {nameOf(person)}
                  </Anchor>
                  <Text size="sm" c="dimmed" truncate>
                    {[person.handle && `@${person.handle}`, person.email].filter(Boolean).join(' · ')}
                  </Text>
                </Stack>
              </Table.Td>
              <Table.Td>
                <StandingBadge status={person.status} />
              </Table.Td>
              <Table.Td>{person.roles.join(', ')}</Table.Td>
              <Table.Td ta="end">
                {person.completeness === null
                  ? '—'
                  : formatNumber(person.completeness / 100, { style: 'percent', maximumFractionDigits: 0 })}
              </Table.Td>
              <Table.Td style={{ whiteSpace: 'nowrap' }}>{formatDate(person.createdAt)}</Table.Td>
              <Table.Td style={{ whiteSpace: 'nowrap' }}>
                {person.lastSignInAt ? formatAge(person.lastSignInAt) : '—'}
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  );
}
