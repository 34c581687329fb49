// Finding people: as one types, by what they share, or just looking around.
import { Button, Grid, Group, Select, Stack, Text, TextInput } from '@mantine/core';
import { useDebouncedCallback } from '@mantine/hooks';
import { IconSearch } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import { Failure } from '../../components/failure.tsx';
import { Page } from '../../components/page.tsx';
import { useReading } from '../../i18n/index.tsx';
import { Facets } from './facets.tsx';
import { useFoundPeople } from './find.ts';
import { PersonRow } from './person-row.tsx';
import { isBlank, type Question, sorts, useQuestion } from './question.ts';
import { Sections } from './sections.tsx';

const pauseMs = 180;

function Results({ question, ask }: { question: Question; ask: (change: Partial<Question>) => void }) {
  const { text, formatNumber } = useReading();
  const { discover } = text;
  const found = useFoundPeople(question, true);
  const people = found.data?.pages.flatMap(({ data }) => data) ?? [];
  const meta = found.data?.pages[0]?.meta;
  const total = meta?.total;
  return (
    <Grid gap="xl">
      <Grid.Col span={{ base: 12, md: 4 }}>
        <Facets question={question} counts={meta?.facets ?? {}} onChange={ask} />
      </Grid.Col>
      <Grid.Col span={{ base: 12, md: 8 }}>
        <Stack gap="sm">
          <Group justify="space-between">
            <Text role="status" size="sm" c="dimmed">
              {total && discover.count(total.count, formatNumber(total.count), total.isExact)}
            </Text>
            <Select
              size="xs"
              aria-label={discover.sort}
              allowDeselect={false}
              value={question.sort}
              onChange={(sort) => ask({ sort: sorts.find((known) => known === sort) ?? 'relevance' })}
              data={sorts.map((value) => ({ value, label: discover.sorts[value] }))}
            />
          </Group>
          {found.error && <Failure error={found.error} onRetry={() => void found.refetch()} />}
          {people.map((person) => (
            <PersonRow key={person.id} person={person} list={question.q.trim() === '' ? 'discover' : 'search'} />
          ))}
          {found.isSuccess && people.length === 0 && <Text>{discover.nobody}</Text>}
          {found.hasNextPage && (
            <Button variant="light" loading={found.isFetchingNextPage} onClick={() => void found.fetchNextPage()}>
              {discover.more}
            </Button>
          )}
        </Stack>
      </Grid.Col>
    </Grid>
  );
}

export function DiscoverPage() {
  const { discover } = useReading().text;
  const { question, ask } = useQuestion();
  const [typed, setTyped] = useState(question.q);
  // The way back changes the address, and with it what stands in the field.
  useEffect(() => setTyped(question.q), [question.q]);
  const askSoon = useDebouncedCallback((q: string) => ask({ q }, { replace: true }), pauseMs);
  return (
    <Page title={discover.title} lead={discover.lead} size="lg">
      <TextInput
        type="search"
        size="md"
        aria-label={discover.search}
        placeholder={discover.placeholder}
        leftSection={<IconSearch size={18} aria-hidden />}
        value={typed}
        onChange={(event) => {
          setTyped(event.currentTarget.value);
          askSoon(event.currentTarget.value);
        }}
      />
      {isBlank(question) ? <Sections /> : <Results question={question} ask={ask} />}
    </Page>
  );
}
