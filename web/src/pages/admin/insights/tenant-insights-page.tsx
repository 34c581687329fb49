// How the tenant does, in numbers: the latest day as cards, all of them as charts, each with its table.
import { Card, Group, SimpleGrid, Text } from '@mantine/core';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { api, dataOf } from '../../../api/client.ts';
import type { components } from '../../../api/schema.d.ts';
import { ChartSection } from '../../insights/chart-section.tsx';
import { AreaPage } from '../area-page.tsx';
import { DownloadButton } from '../download-button.tsx';
import { DayInput } from '../filter-inputs.tsx';
import { dayIn, useFilters } from '../filters.ts';
import { Listing } from '../listing.tsx';
import { useReading } from '../reading.tsx';

type Insights = components['schemas']['TenantInsights'];
type Day = Insights['days'][number];
type Count = Day['people'];

const filterNames = ['from', 'to'] as const;
const path = '/api/v1/admin/insights';
const shares = ['completeProfiles', 'customAvatars', 'publicProfiles', 'aliases'] as const;
const counts = ['people', 'activePeople', 'newPeople', 'views', 'searchAppearances', 'linkClicks', 'shares'] as const;
const charts = [
  ['people', 'activePeople'],
  ['views', 'searchAppearances'],
  ['linkClicks', 'shares'],
  ['newPeople', 'privacyChanges'],
] as const satisfies readonly (readonly (keyof Day)[])[];

const numberOf = (count: Count): number | null => (typeof count === 'number' ? count : null);

function useCount() {
  const { text, formatNumber } = useReading();
  return (count: Count) =>
    typeof count === 'number' ? formatNumber(count) : text.admin.numbers.fewerThan(formatNumber(count.fewerThan));
}

function Figure({ name, value }: { name: string; value: string }) {
  return (
    <Card withBorder padding="md">
      <Text size="sm">{name}</Text>
      <Text size="xl" fw={650}>
        {value}
      </Text>
    </Card>
  );
}

function Figures({ latest, growth }: { latest: Day; growth: number | null }) {
  const { text, formatNumber } = useReading();
  const names = text.admin.numbers.names;
  const inWords = useCount();
  const percent = (share: number) => formatNumber(share, { style: 'percent', maximumFractionDigits: 1 });
  return (
    <SimpleGrid cols={{ base: 2, sm: 3, md: 4 }}>
      {counts.map((name) => (
        <Figure key={name} name={names[name]} value={inWords(latest[name])} />
      ))}
      {shares.map((name) => (
        <Figure
          key={name}
          name={names[name]}
          value={latest[name].share === null ? inWords(latest[name].people) : percent(latest[name].share)}
        />
      ))}
      {growth !== null && <Figure name={names.growth} value={formatNumber(growth, { signDisplay: 'exceptZero' })} />}
    </SimpleGrid>
  );
}

function Charts({ days, networks }: { days: readonly Day[]; networks: Insights['networks'] }) {
  const { text, formatDate, formatNumber } = useReading();
  const words = text.admin.numbers;
  const inWords = useCount();
  const short = (day: string) => formatDate(day, { month: 'short', day: 'numeric', timeZone: 'UTC' });
  return (
    <>
      {charts.map((names) => {
        const title = names.map((name) => words.names[name]).join(' · ');
        return (
          <ChartSection
            key={title}
            title={title}
            drawing={{
              kind: 'bars',
              points: days.map((day) => ({
                name: short(day.day),
                ...Object.fromEntries(names.map((name) => [name, numberOf(day[name])])),
              })),
              series: names.map((name) => ({ name, label: words.names[name] })),
              format: (value) => formatNumber(value),
            }}
            columns={[words.day, ...names.map((name) => words.names[name])]}
            rows={days.map((day) => [
              formatDate(day.day, { dateStyle: 'medium', timeZone: 'UTC' }),
              ...names.map((name) => inWords(day[name])),
            ])}
          />
        );
      })}
      {networks.length > 0 && (
        <ChartSection
          title={words.networks}
          drawing={{
            kind: 'rows',
            points: networks.map(({ network, people }) => ({ name: network, people: numberOf(people) })),
            series: [{ name: 'people', label: words.names.people }],
            format: (value) => formatNumber(value),
          }}
          columns={[words.network, words.names.people]}
          rows={networks.map(({ network, people }) => [network, inWords(people)])}
        />
      )}
    </>
  );
}

export function TenantInsightsPage() {
  const { admin } = useReading().text;
  const { filters, change } = useFilters(filterNames);
  const [from, to] = [dayIn(filters.from), dayIn(filters.to)];
  const query = { ...(from && { from }), ...(to && { to }) };
  const { data, error, refetch } = useQuery({
    queryKey: ['admin', 'insights', query],
    queryFn: () => dataOf(api.GET(path, { params: { query } })) as Promise<Insights>,
    placeholderData: keepPreviousData,
  });
  const latest = data?.days.at(-1);
  return (
    <AreaPage area="insights">
      <Group align="end">
        <DayInput label={admin.from} value={from ?? data?.from ?? ''} onChange={(day) => change({ from: day })} />
        <DayInput label={admin.to} value={to ?? data?.to ?? ''} onChange={(day) => change({ to: day })} />
        <DownloadButton path={path} query={{ ...query, format: 'csv' }} />
      </Group>
      <Listing items={data?.days} error={error} onRetry={refetch}>
        {(days) => (
          <>
            {latest && <Figures latest={latest} growth={data?.growth ?? null} />}
            <Charts days={days} networks={data?.networks ?? []} />
          </>
        )}
      </Listing>
    </AreaPage>
  );
}
