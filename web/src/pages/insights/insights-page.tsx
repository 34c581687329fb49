// Who looked, in numbers: nobody is named, and small numbers are not told.
import { Card, SimpleGrid, Text } from '@mantine/core';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { api, dataOf } from '../../api/client.ts';
import { Failure } from '../../components/failure.tsx';
import { Page } from '../../components/page.tsx';
import { useReading } from '../../i18n/index.tsx';
import { derivedKey } from '../../profile/own-profile.ts';
import { Asked } from './asked.tsx';
import { CompletenessOverTime, OverTime, Sources, TopDays } from './drawings.tsx';
import { type Counts, useNumbers } from './numbers.ts';
import { type Insights, useQuestion } from './question.ts';
import { Standing } from './standing.tsx';

function Totals({ insights: { totals } }: { insights: Insights }) {
  const { text, formatNumber } = useReading();
  const { inWords } = useNumbers();
  const { counts } = text.insights;
  const { endorsements, ...told } = totals;
  const cells = [
    ...Object.entries(told).map(([name, value]) => [name as keyof Counts, inWords(value)] as const),
    ['endorsements', formatNumber(endorsements)] as const,
  ];
  return (
    <SimpleGrid cols={{ base: 2, sm: 3, md: 4 }} component="dl" m={0}>
      {cells.map(([name, value]) => (
        <Card key={name} withBorder padding="md">
          <Text component="dt" size="sm">
            {counts[name]}
          </Text>
          <Text component="dd" m={0} size="lg" fw={650}>
            {value}
          </Text>
        </Card>
      ))}
    </SimpleGrid>
  );
}

export function InsightsPage() {
  const { text } = useReading();
  const { dayName } = useNumbers();
  const { insights: words } = text;
  const { question, ask } = useQuestion();
  const { data, error, refetch } = useQuery({
    queryKey: [...derivedKey, 'insights', question],
    queryFn: () => dataOf(api.GET('/api/v1/profile/insights', { params: { query: question } })),
    placeholderData: keepPreviousData,
  });
  return (
    <Page title={words.title} lead={words.lead} size="lg">
      <Asked question={question} shown={data} onAsk={ask} />
      {error && <Failure error={error} onRetry={() => void refetch()} />}
      {data && !error && (
        <>
          <Text size="sm" role="status">
            {data.toldUntil === null ? words.notYet : words.toldUntil(dayName(data.toldUntil))}
          </Text>
          <Totals insights={data} />
          <OverTime insights={data} title={words.views} counts={['views', 'uniqueViewers']} />
          <OverTime insights={data} title={words.counts.searchAppearances} counts={['searchAppearances']} />
          <Sources insights={data} />
          <TopDays insights={data} />
          <CompletenessOverTime insights={data} />
          <Standing comparison={data.comparison} />
        </>
      )}
    </Page>
  );
}
