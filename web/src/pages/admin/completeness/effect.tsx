// What other rules would do to everybody's score, and how far the new scoring is.
import { Alert, Progress, Stack, Table, Text } from '@mantine/core';
import { Failure } from '../../../components/failure.tsx';
import { Section } from '../../../components/section.tsx';
import { useReading } from '../reading.tsx';
import { type tryRules, useRescoring } from './rules.ts';

type Effect = NonNullable<NonNullable<Awaited<ReturnType<typeof tryRules>>['meta']>['effect']>;

const bands = ['empty', 'basic', 'good', 'complete'] as const;

export function EffectOf({ effect }: { effect: Effect }) {
  const { text, formatNumber } = useReading();
  const words = text.admin.rules;
  return (
    <Alert variant="light" role="status" title={words.effect}>
      <Stack gap="xs">
        <Text size="sm">
          {words.changes(
            formatNumber(effect.scoreChanges),
            formatNumber(effect.statusChanges),
            formatNumber(effect.examined),
          )}
        </Text>
        <Table>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{text.admin.people.completeness}</Table.Th>
              <Table.Th>{text.admin.audit.before}</Table.Th>
              <Table.Th>{text.admin.audit.after}</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {bands.map((band) => (
              <Table.Tr key={band}>
                <Table.Th scope="row" fw={500}>
                  {text.profile.completeness[band]}
                </Table.Th>
                <Table.Td>{formatNumber(effect.bands[band].before)}</Table.Td>
                <Table.Td>{formatNumber(effect.bands[band].after)}</Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </Stack>
    </Alert>
  );
}

export function Rescoring() {
  const { text, formatNumber, formatAge } = useReading();
  const words = text.admin.rules;
  const { data, error } = useRescoring();
  if (error) return <Failure error={error} />;
  if (!data) return null;
  const isDone = data.state === 'done';
  return (
    <Section title={words.rescoring}>
      <Progress value={isDone ? 100 : (100 * data.done) / Math.max(1, data.total)} aria-label={words.rescoring} />
      <Text size="sm" role="status">
        {words.states[data.state]} · {text.admin.people.bulk.done(formatNumber(data.done), formatNumber(data.total))}
        {data.finishedAt && ` · ${formatAge(data.finishedAt)}`}
      </Text>
    </Section>
  );
}
