// What happened over time, and where it came from: as charts, and as tables.
import { Table, Text } from '@mantine/core';
import { Section } from '../../components/section.tsx';
import { useReading } from '../../i18n/index.tsx';
import { ChartSection } from './chart-section.tsx';
import { type Counts, drawn, useNumbers } from './numbers.ts';
import { daysOf, type Insights } from './question.ts';

const smallestTold = 5;

/** Some of the counts over the periods of the range. */
export function OverTime({
  insights: { periods, granularity },
  title,
  counts,
}: {
  insights: Insights;
  title: string;
  counts: readonly (keyof Counts)[];
}) {
  const { text, formatNumber } = useReading();
  const { inWords, periodName } = useNumbers();
  const { insights: words } = text;
  const hasGaps = periods.some((period) => counts.some((count) => drawn(period[count]) === null));
  return (
    <ChartSection
      title={title}
      note={hasGaps && words.gaps(formatNumber(smallestTold))}
      drawing={{
        kind: 'bars',
        points: periods.map((period) => ({
          name: periodName(period.period, granularity),
          ...Object.fromEntries(counts.map((count) => [count, drawn(period[count])])),
        })),
        series: counts.map((name) => ({ name, label: words.counts[name] })),
        format: formatNumber,
      }}
      columns={[words.period, ...counts.map((count) => words.counts[count])]}
      rows={periods.map((period) => [
        periodName(period.period, granularity),
        ...counts.map((count) => inWords(period[count])),
      ])}
    />
  );
}

export function Sources({ insights: { sources } }: { insights: Insights }) {
  const { text, formatNumber } = useReading();
  const { sourceName } = useNumbers();
  const { insights: words } = text;
  if (sources.length === 0)
    return (
      <Section title={words.sourcesTitle}>
        <Text>{words.noSources}</Text>
      </Section>
    );
  return (
    <ChartSection
      title={words.sourcesTitle}
      drawing={{
        kind: 'rows',
        points: sources.map(({ source, uniqueViewers }) => ({ name: sourceName(source), uniqueViewers })),
        series: [{ name: 'uniqueViewers', label: words.counts.uniqueViewers }],
        format: formatNumber,
      }}
      columns={[words.source, words.counts.uniqueViewers, words.counts.views]}
      rows={sources.map(({ source, uniqueViewers, views }) => [
        sourceName(source),
        formatNumber(uniqueViewers),
        formatNumber(views),
      ])}
    />
  );
}

export function CompletenessOverTime({ insights: { completeness, to } }: { insights: Insights }) {
  const { text, formatNumber } = useReading();
  const { dayName } = useNumbers();
  const { insights: words } = text;
  const [first] = completeness;
  if (!first) return null;
  const scores = new Map(completeness.map(({ day, score }) => [day, score]));
  let score = first.score;
  // Each change is told once, and holds until the next.
  const points = daysOf(first.day, to).map((day) => {
    score = scores.get(day) ?? score;
    return { name: dayName(day), score };
  });
  const share = (points: number) => formatNumber(points / 100, { style: 'percent' });
  return (
    <ChartSection
      title={words.completeness}
      drawing={{
        kind: 'steps',
        points,
        series: [{ name: 'score', label: words.completeness }],
        format: share,
      }}
      columns={[words.day, words.completeness]}
      rows={completeness.map((change) => [dayName(change.day), share(change.score)])}
    />
  );
}

export function TopDays({ insights: { topDays } }: { insights: Insights }) {
  const { text, formatNumber } = useReading();
  const { dayName } = useNumbers();
  const { insights: words } = text;
  if (topDays.length === 0) return null;
  return (
    <Section title={words.topDays}>
      <Table>
        <Table.Thead>
          <Table.Tr>
            <Table.Th scope="col">{words.day}</Table.Th>
            <Table.Th scope="col">{words.counts.uniqueViewers}</Table.Th>
            <Table.Th scope="col">{words.counts.views}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {topDays.map(({ day, views, uniqueViewers }) => (
            <Table.Tr key={day}>
              <Table.Th scope="row" fw={500}>
                {dayName(day)}
              </Table.Th>
              <Table.Td>{formatNumber(uniqueViewers)}</Table.Td>
              <Table.Td>{formatNumber(views)}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Section>
  );
}
